using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Reporting;
using RulesRouter.Source;
using static RulesRouter.Evaluation.Tests.Deciding.SmallRouting;

namespace RulesRouter.Evaluation.Tests.Reporting;

public sealed class ExpiredEvidenceTests
{
    private static readonly SourceFile File = new("/some/folder/ours.yaml", "a\nb\nc\n");
    private static readonly Evidence Contract = new("contract", new DateOnly(2026, 1, 1), new DateOnly(2026, 8, 31), IsSample: false);

    [Fact]
    public void Denial_names_each_expired_fact_with_its_place_once()
    {
        var retention = new Evidenced<double>(0, Contract, new SourceSpan(File, 4, 1));
        var training = new Evidenced<bool>(false, Contract with { Expires = new DateOnly(2026, 7, 31) });
        ImmutableArray<Endpoint> endpoints =
        [
            With("a/x", new ComplianceFacts { DataRetentionDays = retention, TrainsOnData = training }),
            With("a/y", new ComplianceFacts { DataRetentionDays = retention }),
            With("b/x", new ComplianceFacts { DataRetentionDays = new(0, Contract with { Expires = null }) }),
            With("b/y", ComplianceFacts.Unknown),
        ];

        Assert.Equal(
            [
                "evidence for dataRetentionDays of 2 endpoints such as `a/x` expired on 2026-08-31 (ours.yaml:3)",
                "evidence for trainsOnData of `a/x` expired on 2026-07-31",
            ],
            Reasons(endpoints, new DateOnly(2026, 9, 1), "dataRetentionDays.max", "trainsOnData", "contextTokens.min", "down"));
    }

    [Theory]
    [InlineData("2026-08-31", 0)]
    [InlineData("2026-09-01", 1)]
    public void Evidence_is_valid_through_its_last_day(string today, int expected)
    {
        var endpoint = With("a/x", new ComplianceFacts { DataRetentionDays = new(0, Contract) });

        var day = DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(expected, Reasons([endpoint], day, "dataRetentionDays.max").Length);
    }

    [Fact]
    public void Many_expired_facts_are_counted()
    {
        ImmutableArray<Endpoint> endpoints =
        [
            .. Enumerable.Range(0, 7).Select(at => With($"a/{at}", new ComplianceFacts
            {
                DataRetentionDays = new(0, Contract with { Expires = new DateOnly(2026, 8, 1).AddDays(at) }),
            })),
        ];

        var reasons = Reasons(endpoints, new DateOnly(2026, 9, 1), "dataRetentionDays.max");

        Assert.Equal((6, "evidence of 2 more facts has expired"), (reasons.Length, reasons[^1]));
    }

    /// <summary>A fact about a provider and its carrier, and a time that two figures make up.</summary>
    [Theory]
    [InlineData("2026-07-31", "2026-08-31", 1)]
    [InlineData("2026-08-31", "2026-07-31", 2)]
    [InlineData("2026-07-31", null, 1)]
    [InlineData(null, "2026-07-31", 2)]
    [InlineData("2026-07-31", "2026-07-31", 1)]
    public void Fact_with_two_sources_is_placed_at_the_one_that_expired_first(string? first, string? second, int line)
    {
        Evidenced<double> Stated(string? expires, int at) => new(
            100,
            Contract with { Expires = expires is null ? null : DateOnly.Parse(expires, System.Globalization.CultureInfo.InvariantCulture) },
            new SourceSpan(File, (at - 1) * 2, 1));
        var own = new ComplianceFacts { DataRetentionDays = Stated(first, 1) };
        var endpoint = With("a/x", own.With(new ComplianceFacts { DataRetentionDays = Stated(second, 2) })) with
        {
            Latency = new Latency { TtftP99Ms = Stated(first, 1), TokensPerSecondP1 = Stated(second, 2) },
        };

        Assert.Equal(
            [
                $"evidence for dataRetentionDays of `a/x` expired on 2026-07-31 (ours.yaml:{line})",
                $"evidence for latencyP99Ms of `a/x` expired on 2026-07-31 (ours.yaml:{line})",
            ],
            Reasons([endpoint], new DateOnly(2026, 9, 1), "dataRetentionDays.max", "latencyP99Ms.max"));
    }

    private static Endpoint With(string id, ComplianceFacts facts) => Endpoint(id, 1) with { Compliance = facts };

    private static string[] Reasons(ImmutableArray<Endpoint> endpoints, DateOnly today, params string[] constraints) =>
        [.. ExpiredEvidence.Reasons(constraints.Select(Emptying), endpoints, today)];

    private static EmptyingConstraint Emptying(string name) => new(new EndpointConstraint(name, "", []), 1);
}
