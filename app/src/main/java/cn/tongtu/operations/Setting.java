package cn.tongtu.operations;

import cn.tongtu.shared.Label;
import java.util.List;
import java.util.Locale;

/**
 * A setting of the product (配置项).
 *
 * @param name as in a file or behind {@code --}
 * @param usual what holds where nobody set it; empty where it is then off or asked from another
 */
record Setting(String name, String usual, boolean secret, Label what) {

  /** Every one there is; a test holds them against the code. */
  static final List<Setting> ALL =
      List.of(
          of("server.address", "127.0.0.1", "监听地址", "the address to listen on"),
          of("server.port", "8085", "监听端口", "the port to listen on"),
          of(
              "server.forward-headers-strategy",
              "none",
              "在反向代理之后为 native",
              "native behind a proxy of one's own"),
          of(
              "logging.structured.format.console",
              "",
              "结构化日志：ecs、gelf、logstash；空为文字",
              "structured logs: ecs, gelf, logstash; empty is text"),
          of("tongtu.data", "data", "数据目录", "the data directory"),
          of("tongtu.packs", "", "另加的配置包文件夹", "a folder of packs on top"),
          of("tongtu.sample", "", "另用的示例数据（demo）", "another sample (demo)"),
          of("tongtu.out", "out", "示例报告写到的文件夹（demo）", "where demo writes its reports"),
          of(
              "tongtu.db.url",
              "",
              "自备的 PostgreSQL；空为内置",
              "a PostgreSQL of one's own; empty is the embedded one"),
          of("tongtu.db.user", "", "应用的数据库角色", "the application's role there"),
          secret("tongtu.db.password", "应用角色的口令", "its password"),
          of("tongtu.db.owner.user", "", "属主的数据库角色", "the owner's role there"),
          secret("tongtu.db.owner.password", "属主角色的口令", "its password"),
          of(
              "tongtu.slow-sql",
              "500ms",
              "语句超过多久记入日志；0 为不记",
              "statements slower than this are logged; 0 is off"),
          of("tongtu.seal", "（数据目录）/seal", "封存的根和密钥所在文件夹", "the folder of signed roots and keys"),
          of("tongtu.files", "（数据目录）/files", "照片和附件所在文件夹", "the folder of photos and files"),
          of("tongtu.seal-every", "3s", "封存间隔；0 为不自动封存", "how often to seal; 0 is never by itself"),
          of("tongtu.seal-hashing", "SHA-256", "封存的散列算法", "by which digest to seal"),
          of(
              "tongtu.personal-key",
              "（封存文件夹）/personal.key",
              "个人信息密钥文件",
              "the key file of personal data"),
          of("tongtu.session.idle", "30m", "无操作多久后登录结束", "a session ends after so long at rest"),
          of("tongtu.session.longest", "12h", "登录最长多久", "and so long after sign-in"),
          of("tongtu.session.most", "3", "每人同时登录几处", "how many sessions a person has"),
          of(
              "tongtu.rate.pages",
              "600",
              "登录前每地址每分钟请求数",
              "requests a minute from an address before sign-in"),
          of(
              "tongtu.rate.sign-ins",
              "60",
              "登录前每地址每分钟提交数",
              "forms a minute from an address before sign-in"),
          of(
              "tongtu.rate.programs",
              "300",
              "每个访问令牌每分钟请求数",
              "requests a minute of a program with one access token"),
          of("tongtu.oidc.issuer", "", "统一身份认证的签发地址；空为不用", "the authority's sign-on; empty is off"),
          of("tongtu.oidc.client-id", "", "在统一身份认证的客户端编号", "our client id there"),
          secret("tongtu.oidc.client-secret", "在统一身份认证的客户端密钥", "our client secret there"),
          of(
              "tongtu.oidc.claim",
              "preferred_username",
              "账号取自哪个声明",
              "which claim holds the account"),
          of("tongtu.oidc.name", "", "登录按钮的文字", "what its button says"),
          of(
              "tongtu.work.at-once",
              "2",
              "本机同时执行几项后台任务；0 为不执行",
              "how many background jobs run here at once; 0 is none"),
          of(
              "tongtu.push.inside",
              "false",
              "是否可向内部网络推送",
              "whether systems inside the network may be pushed to"),
          of("tongtu.push.base", "", "推送里链接的网址开头", "what begins the links in what is pushed"),
          of("tongtu.push.look-every", "2s", "推送发送间隔；0 为不发送", "how often to push; 0 is never"),
          of("tongtu.push.first-wait", "10s", "推送失败后首次重试", "the first wait after a failure"),
          of("tongtu.push.longest", "10s", "等候对方答复多久", "how long to wait for an answer"),
          of(
              "tongtu.register.look-every",
              "10m",
              "多久查看一次台账的期限",
              "how often to look at the time limits of registers"),
          of(
              "tongtu.registers.note",
              "",
              "发布台账定义的版本说明（用 ./tongtu registers publish --note 给出）",
              "what a version of the registers is for; given by ./tongtu registers publish --note"),
          of("tongtu.work.look-every", "2s", "多久查看一次等待的任务", "how often to look for waiting jobs"),
          of("tongtu.work.keep", "90d", "结束的任务保留多久", "how long ended jobs are kept"),
          secret(
              "tongtu.metrics.token",
              "读取 /metrics 须带的令牌；空为只限本机",
              "the token that /metrics asks for; empty is this machine only"),
          of(
              "tongtu.map.base-url",
              "",
              "底图地址（XYZ 或 WMTS）；空为没有底图",
              "the base map, XYZ or WMTS; empty is none"),
          secret("tongtu.map.base-key", "底图的密钥", "its key"),
          of("tongtu.map.base-attribution", "", "底图的署名", "whose it is"),
          of(
              "tongtu.map.base-crs",
              "cgcs2000",
              "底图的坐标系：cgcs2000、wgs84、gcj02",
              "its coordinates: cgcs2000, wgs84, gcj02"),
          of(
              "tongtu.health.disk",
              "500MB",
              "磁盘余量低于此值即未就绪",
              "not ready with less room on the disk"));

  private static Setting of(String name, String usual, String chinese, String english) {
    return new Setting(name, usual, false, new Label(chinese, english));
  }

  private static Setting secret(String name, String chinese, String english) {
    return new Setting(name, "", true, new Label(chinese, english));
  }

  /** How it is called in the environment; TONGTU_… stands for those that are not ours by name. */
  String variable() {
    return switch (name) {
      case "server.address" -> "TONGTU_ADDRESS";
      case "server.forward-headers-strategy" -> "TONGTU_PROXY";
      case "logging.structured.format.console" -> "TONGTU_LOG_FORMAT";
      default -> name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    };
  }
}
