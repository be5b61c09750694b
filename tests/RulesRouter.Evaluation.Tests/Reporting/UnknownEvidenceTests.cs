using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Reporting;
using static RulesRouter.Evaluation.Tests.Deciding.SmallRouting;

namespace RulesRouter.Evaluation.Tests.Reporting;

public sealed class UnknownEvidenceTests
{
    private const string Sample = "sample evidence counts as unknown, and an unknown fact satisfies no constraint";
    private const string WayOut = "`rulesrouter catalog evidence --template` writes a catalog file for evidence of your own";

    private static readonly Evidence Contract = new("contract", new DateOnly(2026, 1, 1), Expires: null, IsSample: false);

    [Theory]
    [InlineData("sample", false, "dataRetentionDays.max", $"{Sample}; {WayOut}")]
    [InlineData("sample", true, "dataRetentionDays.max", "")]
    [InlineData("none", false, "dataRetentionDays.max", WayOut)]
    [InlineData("none", true, "certifications", WayOut)]
    [InlineData("contract", false, "dataRetentionDays.max", "")]
    [InlineData("sample", false, "ttftP99Ms.max", Sample)]
    [InlineData("none", false, "ttftP99Ms.max", "")]
    [InlineData("sample", false, "maxCostUsd", "")]
    [InlineData("sample", false, "down", "")]
    public void Denial_explains_unknown_facts_where_evidence_decides(string evidence, bool allowSample, string constraint, string expected)
    {
        var from = evidence switch
        {
            "none" => null,
            "sample" => Contract with { IsSample = true },
            _ => Contract,
        };
        var endpoint = Endpoint("a/x", 1) with
        {
            Compliance = from is null ? ComplianceFacts.Unknown : new ComplianceFacts { DataRetentionDays = new(30, from) },
            Latency = from is null ? null : new Latency { TtftP99Ms = new(300, from) },
        };

        var reasons = UnknownEvidence.Reasons(
            [new EmptyingConstraint(new EndpointConstraint(constraint, "", []), 1)],
            [endpoint],
            allowSample);

        Assert.Equal(expected, string.Join("; ", reasons));
    }
}
