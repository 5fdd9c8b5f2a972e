/**
 * Who is who and who did what (组织、人员、权限与审计): organisations, people and their seats, what each may
 * do on which day, sign-in, and the audit trail.
 */
@NullMarked
package cn.tongtu.identity;

import org.jspecify.annotations.NullMarked;
