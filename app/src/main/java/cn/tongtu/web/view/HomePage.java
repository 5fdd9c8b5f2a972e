package cn.tongtu.web.view;

import cn.tongtu.report.Summary;
import cn.tongtu.shared.HomeOffer.Offer;
import java.util.List;

/** The first page (首页): the documents, and what one can do here. */
public record HomePage(List<Summary> documents, long postings, List<Offer> offers) {}
