using RulesRouter.Diagnostics;
using RulesRouter.Language.Checks;

namespace RulesRouter.Language.Tests;

public sealed class EvidenceReportTests
{
    private const string Catalog = """
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: c }
        spec:
          providers:
            p:
              compliance:
                - evidence: { source: contract, checkedOn: 2026-01-01, expires: 2026-09-15 }
                  dataRetentionDays: 0
                - { evidence: { source: questionnaire, checkedOn: 2026-05-01 }, trainsOnData: false, certifications: [soc2] }
          models: { m: {} }
          endpoints:
            p/m: { model: m }
            p/n: { model: m, latency: [{ evidence: { source: measured, expires: 2026-09-10 }, ttftP50Ms: 100, ttftP99Ms: 300 }] }
        """;

    [Theory]
    [InlineData("2026-07-01", 30, "")]
    [InlineData("2026-08-15", 30, "c.yaml:14:87 evidence for ttftP50Ms, ttftP99Ms of `p/n` expires on 2026-09-10, in 26 days")]
    [InlineData("2026-08-15", 5, "")]
    [InlineData(
        "2026-09-10",
        5,
        "c.yaml:9:11 evidence for dataRetentionDays of `p` expires on 2026-09-15, in 5 days; "
            + "c.yaml:14:87 evidence for ttftP50Ms, ttftP99Ms of `p/n` expires on 2026-09-10, today")]
    [InlineData(
        "2026-09-16",
        30,
        "c.yaml:9:11 evidence for dataRetentionDays of `p` expired on 2026-09-15; "
            + "c.yaml:14:87 evidence for ttftP50Ms, ttftP99Ms of `p/n` expired on 2026-09-10")]
    [InlineData(
        "2026-04-30",
        30,
        "c.yaml:10:73 evidence for trainsOnData, certifications of `p` was checked on 2026-05-01, after 2026-04-30")]
    public void Expired_expiring_and_future_evidence_is_reported_once(string today, int daysAhead, string expected)
    {
        var diagnostics = new DiagnosticBag();

        var day = DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture);
        EvidenceReport.Run(Loading.Load(("c.yaml", Catalog)).Catalog, day, daysAhead, diagnostics);

        Assert.Equal(expected, string.Join("; ", diagnostics.Sorted().Select(found => $"{found.Span} {found.Message}")));
    }
}
