package cn.tongtu.shared;

import java.nio.file.Path;

/**
 * A key that no backup holds (密钥文件), because whoever finds a backup must not find the key with it:
 * a person keeps a copy elsewhere.
 *
 * @param use what it is for, in both languages
 */
public record SecretFile(Path path, Label use) {}
