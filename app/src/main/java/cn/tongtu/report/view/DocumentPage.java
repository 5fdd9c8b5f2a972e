package cn.tongtu.report.view;

import cn.tongtu.identity.Organisation;
import cn.tongtu.report.Document;

/** A document with what stands behind its figures (文稿页). */
public record DocumentPage(
    Document document,
    Organisation org,
    long figures,
    long withoutData,
    long records,
    long invented) {}
