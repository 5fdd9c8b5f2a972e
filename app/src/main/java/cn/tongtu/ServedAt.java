package cn.tongtu;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Under which addresses the pages are opened (访问地址).
 *
 * @param here one that a browser on this machine can open
 * @param elsewhere those of this machine in its networks, when it listens in all of them
 */
record ServedAt(String here, List<String> elsewhere) {
  static ServedAt of(String address, String port) {
    try {
      var told = InetAddress.getByName(address);
      return told.isAnyLocalAddress()
          ? new ServedAt(url(InetAddress.ofLiteral("127.0.0.1"), port), networks(port))
          : new ServedAt(url(told, port), List.of());
    } catch (UnknownHostException | SocketException e) {
      // The server itself listens there already; only the words are poorer.
      return new ServedAt("http://" + address + ":" + port, List.of());
    }
  }

  private static List<String> networks(String port) throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(one -> one instanceof Inet4Address && !one.isLoopbackAddress())
        .filter(one -> !one.isLinkLocalAddress())
        .map(one -> url(one, port))
        .toList();
  }

  private static String url(InetAddress address, String port) {
    var host = address.getHostAddress();
    return "http://" + (address instanceof Inet6Address ? "[" + host + "]" : host) + ":" + port;
  }
}
