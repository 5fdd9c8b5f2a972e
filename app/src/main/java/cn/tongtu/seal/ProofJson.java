package cn.tongtu.seal;

import cn.tongtu.engine.seal.Hash;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Proofs as the files that {@code tools/CheckProof.java} reads (证明文件). */
final class ProofJson {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ProofJson() {}

  static String of(Proofs.OfRow proof, String publicKey) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("proof", "inclusion");
    fields.put("content", proof.hexadecimal());
    fields.put("index", proof.inclusion().index());
    fields.put("path", texts(proof.inclusion().path()));
    fields.put("root", proof.root().line());
    fields.put("publicKey", publicKey);
    return json(fields);
  }

  static String of(Proofs.OfGrowth proof, String publicKey) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("proof", "consistency");
    fields.put("path", texts(proof.consistency().path()));
    fields.put("earlier", proof.earlier().line());
    fields.put("later", proof.later().line());
    fields.put("publicKey", publicKey);
    return json(fields);
  }

  private static List<String> texts(List<Hash> hashes) {
    return hashes.stream().map(Hash::toString).toList();
  }

  private static String json(Map<String, Object> fields) {
    return JSON.writeValueAsString(fields);
  }
}
