/** Words every module may use: open to all, and knowing none of them. */
@ApplicationModule(type = ApplicationModule.Type.OPEN)
@NullMarked
package cn.tongtu.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
