using RulesRouter.Catalog;
using RulesRouter.Economics;
using RulesRouter.Economics.Beliefs;

namespace RulesRouter.Core.Tests.Catalog;

public sealed class AliasTests
{
    private static readonly DateOnly January = new(2026, 1, 10);
    private static readonly DateOnly July = new(2026, 7, 1);

    private static readonly ModelCatalog Catalog = new(
        [],
        [
            Dated("m-1", 0.2), Dated("m-2", 0.9), Dated("own", 0.5),
            Alias("m", new("m-1", January), new("m-2", July)),
            Alias("latest", new AliasTarget("m", new DateOnly(2026, 3, 1))),
            Alias("around", new AliasTarget("round", January)), Alias("round", new AliasTarget("around", January)),
            Alias("lost", new AliasTarget("missing", January)),
        ],
        [Endpoint("a/m"), Endpoint("b/m-2"), Endpoint("a/own")]);

    [Theory]
    [InlineData("m", "2026-01-09", null, null)]
    [InlineData("m", "2026-01-10", "m-1", "2026-01-10")]
    [InlineData("m", "2026-06-30", "m-1", "2026-01-10")]
    [InlineData("m", "2026-07-01", "m-2", "2026-07-01")]
    [InlineData("latest", "2026-02-28", null, null)]
    [InlineData("latest", "2026-03-01", "m-1", "2026-03-01")]
    [InlineData("latest", "2026-07-01", "m-2", "2026-07-01")]
    [InlineData("own", "2026-07-01", null, null)]
    [InlineData("around", "2026-07-01", null, null)]
    [InlineData("lost", "2026-07-01", null, null)]
    public void An_alias_resolves_through_aliases_since_the_last_change(string id, string day, string? target, string? since)
    {
        var alias = Catalog.AliasesOn(DateOnly.Parse(day, null)).Of(id);

        Assert.Equal((target, since), (alias?.Target.Id, alias?.Since.ToString("yyyy-MM-dd", null)));
    }

    [Fact]
    public void Days_between_two_changes_share_one_table()
    {
        Assert.Same(Catalog.AliasesOn(January), Catalog.AliasesOn(January.AddDays(20)));
        Assert.NotSame(Catalog.AliasesOn(January), Catalog.AliasesOn(July));
        Assert.Same(AliasTable.None, Catalog.AliasesOn(January.AddDays(-1)));
        Assert.Same(AliasTable.None, new ModelCatalog([], [Dated("m-1", 0.2)], []).AliasesOn(July));
    }

    [Fact]
    public void Two_tables_agree_about_an_id_with_the_same_target_since_the_same_day()
    {
        var (spring, summer) = (Catalog.AliasesOn(January), Catalog.AliasesOn(July));

        Assert.True(spring.Agrees(Catalog.AliasesOn(January), "m"));
        Assert.True(spring.Agrees(summer, "own"));
        Assert.False(spring.Agrees(summer, "m"));
        Assert.False(AliasTable.None.Agrees(summer, "m"));
        Assert.False(summer.Agrees(AliasTable.None, "m"));
    }

    [Fact]
    public void An_alias_has_the_beliefs_of_its_target()
    {
        var elsewhere = new Dictionary<TallyKey, Tally> { [new("b/m-2", TaskKind.Debugging, null)] = new(40, 10, 40, 40, 0, 0) };
        var summer = Catalog.AliasesOn(July);
        var prior = Of(LearnedState.Empty, summer);
        var belief = Of(new LearnedState(40, elsewhere, aliases: summer), summer);

        Assert.Equal("an alias of m-2 since 2026-07-01, 1 score", prior.Evidence);
        Assert.Equal(
            "an alias of m-2 since 2026-07-01, 1 score, difficulty from 40 outcomes of 1 model, 40 outcomes of the model elsewhere",
            belief.Evidence);
        Assert.True(prior.Success.Mean > Of(LearnedState.Empty, Catalog.AliasesOn(January)).Success.Mean);
        Assert.True(belief.Success.Mean < prior.Success.Mean);
    }

    [Fact]
    public void Outcomes_of_a_previous_target_do_not_count()
    {
        var (spring, summer) = (Catalog.AliasesOn(January), Catalog.AliasesOn(July));
        var learned = new LearnedState(
            30,
            new Dictionary<TallyKey,
            Tally>
            { [new("a/m", TaskKind.Debugging, null)] = new(30, 30, 30, 20, 0, 0) },
            aliases: spring);

        Assert.Equal(
            "an alias of m-1 since 2026-01-10, 1 score, difficulty from 30 outcomes of 1 model, 30 outcomes here",
            Of(learned, spring).Evidence);
        Assert.Equal(Of(LearnedState.Empty, summer), Of(learned, summer));
    }

    [Fact]
    public void A_digest_covers_alias_targets_and_ignored_outcomes()
    {
        var tallies = new Dictionary<TallyKey, Tally> { [new("a/own", TaskKind.Debugging, null)] = new(1, 1, 1, 1, 0, 0) };
        string[] digests =
        [
            new LearnedState(1, tallies).Digest,
            new LearnedState(1, tallies, aliases: Catalog.AliasesOn(January)).Digest,
            new LearnedState(1, tallies, aliases: Catalog.AliasesOn(July)).Digest,
            new LearnedState(1, tallies, aliases: Catalog.AliasesOn(July), leftOut: new Dictionary<string, int> { ["a/m"] = 2 }).Digest,
        ];

        Assert.Equal(digests.Length, digests.Distinct().Count());
    }

    private static EndpointBelief Of(LearnedState learned, AliasTable aliases) =>
        new EndpointBeliefs(Catalog, learned, aliases).Of(Catalog.FindEndpoint("a/m")!, TaskKind.Debugging, null)!;

    private static Model Dated(string id, double score) =>
        new(id, id, null, null, [new QualityFigure("bench", TaskKind.Debugging, score, "s", null, null, "")]);

    private static Model Alias(string id, params AliasTarget[] targets) => new(id, id, null, null, []) { AliasOf = [.. targets] };

    private static Endpoint Endpoint(string id)
    {
        var parsed = EndpointId.Parse(id);
        return new()
        {
            Id = parsed,
            Provider = new Provider(parsed.Provider, parsed.Provider, [], parsed.Provider, ComplianceFacts.Unknown),
            Model = new Model(parsed.Model, parsed.Model, null, null, []),
            FailureDomain = parsed.Provider,
        };
    }
}
