/**
 * The ledger (台账总账): what every record moved. Append-only postings of declared measures; a record
 * says what the ledger should hold because of it, and the ledger appends the difference.
 */
@NullMarked
package cn.tongtu.ledger;

import org.jspecify.annotations.NullMarked;
