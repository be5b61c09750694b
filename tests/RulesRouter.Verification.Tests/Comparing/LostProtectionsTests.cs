using System.Text;
using RulesRouter.Language;
using RulesRouter.Verification.Comparing;
using RulesRouter.Verification.Proving.Results;

namespace RulesRouter.Verification.Tests.Comparing;

/// <summary>What a reload weakens through budgets, parameters, waivers, rules and facts of compliance.</summary>
public sealed class LostProtectionsTests
{
    private const string Policy = """
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: p }
        spec:
          attributes: { team: { type: text, source: key } }
          parameters: { retention: { type: number, min: 0, default: 7 } }
          budgets: [{ id: day, limitUsd: 5, window: day }]
          rules:
            - id: private
              when: "true"
              waivable: [trainsOnData]
              constrain: { trainsOnData: false, dataRetentionDays: { max: { param: retention } } }
            - id: careful
              when: team == "lawyers"
              oblige: { audit: full }
            - id: no-chat
              when: team == "interns"
              deny: true
              reason: interns ask a person
            - id: default
              select: { objective: price }
        """;

    private const string Waiver = """

          waivers:
            - { id: w, rule: p/private, constraint: trainsOnData, when: team == "x", approvedBy: a, reason: b, expires: 2026-12-31 }
        """;

    private const string Catalog = """
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: c }
        spec:
          providers: { a: {} }
          models: { m: {} }
          endpoints:
            a/m:
              model: m
              contextTokens: 100000
              maxOutputTokens: 10000
              compliance: [{ dataRetentionDays: 7, trainsOnData: false, evidence: { source: contract } }]
              prices: { source: list, periods: [{ input: 1, output: 1 }] }
            a/open:
              model: m
              contextTokens: 100000
              maxOutputTokens: 10000
              compliance: [{ dataRetentionDays: 30, trainsOnData: true, evidence: { source: contract } }]
              prices: { source: list, periods: [{ input: 1, output: 1 }] }
        """;

    private static readonly ProofSettings Settings =
        new(new DateTimeOffset(2026, 9, 1, 12, 0, 0, TimeSpan.Zero), AllowSampleEvidence: false);

    [Theory]
    [InlineData("limitUsd: 5", "limitUsd: 6", "policy `p`: budget `p/day`: limit 5 → 6 US dollars")]
    [InlineData("id: day, limitUsd: 5", "id: other, limitUsd: 5", "policy `p`: budget `p/day` no longer applies")]
    [InlineData("default: 7", "default: 30", "policy `p`: constraint weaker: dataRetentionDays.max ")]
    [InlineData("team == \"interns\"", "team == \"interns\" and deadlineMs < 5", "policy `p`: newly allowed denied by p/no-chat: ")]
    public void Change_of_a_policy_that_allows_more_is_weaker(string strict, string loose, string reason)
    {
        Assert.Contains(strict, Policy, StringComparison.Ordinal);

        var lost = Lost(Side(Policy), Side(Policy.Replace(strict, loose, StringComparison.Ordinal)));

        Assert.StartsWith(reason, Assert.Single(lost), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("limitUsd: 5", "limitUsd: 4")]
    [InlineData("default: 7", "default: 1")]
    [InlineData("team == \"interns\"", "team == \"interns\" or deadlineMs < 5")]
    public void Change_of_a_policy_that_allows_less_is_not_weaker(string before, string after) =>
        Assert.Empty(Lost(Side(Policy), Side(Policy.Replace(before, after, StringComparison.Ordinal))));

    [Fact]
    public void Waiver_is_weaker_and_its_end_is_not()
    {
        var reason = Assert.Single(Lost(Side(Policy), Side(Policy + Waiver)));

        Assert.StartsWith("policy `p`: constraint weaker: trainsOnData ", reason, StringComparison.Ordinal);
        Assert.Empty(Lost(Side(Policy + Waiver), Side(Policy)));
    }

    [Theory]
    [InlineData("dataRetentionDays: 30", "dataRetentionDays: 5", "endpoint `a/open`: dataRetentionDays satisfies more than before")]
    [InlineData("trainsOnData: true", "trainsOnData: false", "endpoint `a/open`: trainsOnData satisfies more than before")]
    public void Better_fact_of_compliance_is_weaker_and_a_worse_one_is_not(string worse, string better, string reason)
    {
        var improved = Catalog.Replace(worse, better, StringComparison.Ordinal);

        Assert.Equal([reason], Lost(Side(Policy), Side(Policy, improved)));
        Assert.Empty(Lost(Side(Policy, improved), Side(Policy)));
    }

    [Fact]
    public void What_the_comparison_cannot_decide_counts_as_weaker()
    {
        var limited = Settings with { Samples = 0, Budget = new ProofBudget(Conflicts: 0, Rounds: 0) };

        Assert.Contains(
            LostProtections.Between(
                Side(Policy),
                Side(Policy.Replace("team == \"interns\"", "team == \"interns\" or deadlineMs > 5", StringComparison.Ordinal)),
                limited),
            reason => reason.Contains("unknown, because", StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> Lost(ComparedSide before, ComparedSide after) => LostProtections.Between(before, after, Settings);

    private static ComparedSide Side(string policy, string catalog = Catalog)
    {
        var side = ComparedSide.Load(
            "side",
            [
                new PolicyFile("catalog.yaml", Encoding.UTF8.GetBytes(catalog)),
                new PolicyFile("policy.yaml", Encoding.UTF8.GetBytes(policy)),
            ],
            "classifier");
        Assert.Empty(side.Folder.Diagnostics.Where(diagnostic => diagnostic.IsError));
        return side;
    }
}
