/**
 * Closing the books (关账): an organisation's month is closed bottom-up by two people, what is posted
 * into it afterwards is a marked revision (数据修订), and each revision knows the documents that had
 * quoted the figure before.
 */
@NullMarked
package cn.tongtu.closing;

import org.jspecify.annotations.NullMarked;
