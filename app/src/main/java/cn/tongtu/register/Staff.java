package cn.tongtu.register;

import cn.tongtu.identity.Directory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The staff as people write them in a spreadsheet (人员对照): by account, or by a name that is one's
 * alone.
 */
record Staff(Map<String, String> accounts, Map<String, String> written) {
  static Staff of(List<Directory.Member> members) {
    var accounts = new HashMap<String, String>();
    var holders = new HashMap<String, Integer>();
    members.forEach(member -> holders.merge(member.name(), 1, Integer::sum));
    var written = new HashMap<String, String>();
    for (var member : members) {
      if (holders.getOrDefault(member.name(), 0) == 1) {
        accounts.put(member.name(), member.account());
        written.put(member.account(), member.name());
      }
    }
    // An account that is somebody else's name is still the account.
    members.forEach(member -> {
      accounts.put(member.account(), member.account());
      if (!member.account().equals(accounts.get(written.getOrDefault(member.account(), "")))) {
        written.remove(member.account());
      }
    });
    return new Staff(accounts, written);
  }

  Optional<String> account(String text) {
    return Optional.ofNullable(accounts.get(text));
  }

  String name(String account) {
    return written.getOrDefault(account, account);
  }
}
