/**
 * Proof that a log was only ever appended to (封存): a Merkle tree hashed as RFC 6962 says, with
 * proofs that need neither the log nor its keeper.
 */
@NullMarked
package cn.tongtu.engine.seal;

import org.jspecify.annotations.NullMarked;
