package cn.tongtu.subscription;

import cn.tongtu.shared.Refusal;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Where the product may push to (推送地址核对): nowhere inside the authority's own network, unless a
 * setting allows it, so that no address makes the product ask machines that its keeper cannot.
 */
@Component
class Destinations {
  private final boolean insideAllowed;

  Destinations(@Value("${tongtu.push.inside:false}") boolean insideAllowed) {
    this.insideAllowed = insideAllowed;
  }

  /**
   * @throws Refusal when nothing may be sent there
   */
  URI require(String address) {
    URI uri;
    try {
      uri = URI.create(address.strip());
    } catch (IllegalArgumentException malformed) {
      throw new Refusal("地址有误", "the address is malformed");
    }
    var scheme = Objects.requireNonNullElse(uri.getScheme(), "");
    Refusal.unless(
        uri.getHost() != null
            && uri.getRawUserInfo() == null
            && (scheme.equals("https") || (insideAllowed && scheme.equals("http"))),
        insideAllowed ? "应为 http:// 或 https:// 开头的完整地址" : "应为 https:// 开头的完整地址",
        "a whole address that begins with https:// is asked for");
    InetAddress[] hosts;
    try {
      // The virtual machine keeps the answer for a while, so what is connected to is what was
      // looked at.
      hosts = InetAddress.getAllByName(uri.getHost().replaceAll("[\\[\\]]", ""));
    } catch (UnknownHostException unknown) {
      throw new Refusal("找不到主机 " + uri.getHost(), "there is no host " + uri.getHost());
    }
    for (var host : hosts) {
      Refusal.unless(
          insideAllowed || !inside(host),
          "地址在内部网络（%s），不能推送；确需如此请由运维设置 tongtu.push.inside=true".formatted(host.getHostAddress()),
          "the address is inside (%s); set tongtu.push.inside=true if it must be"
              .formatted(host.getHostAddress()));
    }
    return uri;
  }

  static boolean inside(InetAddress host) {
    if (host.isLoopbackAddress()
        || host.isAnyLocalAddress()
        || host.isLinkLocalAddress()
        || host.isSiteLocalAddress()
        || host.isMulticastAddress()) {
      return true;
    }
    var octets = host.getAddress();
    return switch (host) {
      case Inet4Address _ -> reserved(octets[0] & 0xff, octets[1] & 0xff);
      // Unique local addresses, and what stands for IPv4 addresses.
      case Inet6Address _ ->
          (octets[0] & 0xfe) == 0xfc
              || (octets[0] == 0x20 && octets[1] == 0x02)
              || (octets[0] == 0 && (octets[1] & 0xff) == 0x64)
              || (octets[0] == 0 && octets[1] == 0);
      default -> true;
    };
  }

  private static boolean reserved(int first, int second) {
    return first == 0
        || (first == 100 && second >= 64 && second < 128)
        || (first == 192 && second == 0)
        || (first == 198 && (second == 18 || second == 19))
        || first >= 240;
  }
}
