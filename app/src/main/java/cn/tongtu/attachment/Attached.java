package cn.tongtu.attachment;

/**
 * A photo or file that a record holds (附件).
 *
 * @param digest the SHA-256 of what it holds, by which it is found
 * @param name what its sender called it
 * @param size in bytes
 */
public record Attached(String digest, String name, long size, FileKind kind) {}
