using FsCheck.Xunit;
using RulesRouter.Catalog;
using RulesRouter.Economics;
using RulesRouter.Economics.Beliefs;
using RulesRouter.Service.Outcomes;

namespace RulesRouter.Service.Tests.Outcomes;

/// <summary>Difficulty by the value of an attribute of the credential.</summary>
public sealed class DifficultyGroupTests
{
    private const string Hard = "team=compilers";
    private const string Easy = "team=web";
    private static readonly string[] Endpoints = ["a/x", "b/x", "a/y"];
    private static readonly ModelCatalog Catalog = CatalogOf(Endpoints);

    [Fact]
    public void Outcomes_of_one_value_move_its_own_beliefs_more_than_those_of_others()
    {
        var before = Success([], null);
        List<StoredOutcome> outcomes =
        [
            .. Enumerable.Range(0, 30).Select(number => Outcome(number, Endpoints[number % 2], Verdict.Wrong, Hard)),
        ];

        Assert.Equal(Success(outcomes, null), Success(outcomes, Easy));
        Assert.True(Success(outcomes, Easy) < before);
        Assert.True(Success(outcomes, Hard) < Success(outcomes, Easy));
    }

    [Fact]
    public void Two_values_with_opposite_outcomes_move_apart()
    {
        List<StoredOutcome> outcomes =
        [
            .. Enumerable.Range(0, 40).Select(number => Outcome(
                number,
                Endpoints[number % 3],
                number % 2 == 0 ? Verdict.Wrong : Verdict.Right,
                number % 2 == 0 ? Hard : Easy)),
        ];

        Assert.True(Success(outcomes, Hard) < Success(outcomes, null));
        Assert.True(Success(outcomes, Easy) > Success(outcomes, null));
    }

    [Fact]
    public void The_evidence_names_the_value_its_deviation_and_its_outcomes()
    {
        List<StoredOutcome> outcomes =
        [
            .. Enumerable.Range(0, 20).Select(number => Outcome(number, "a/x", Verdict.Wrong, number < 12 ? Hard : null)),
        ];
        var evidence = Column(outcomes, Hard)[0].Evidence;

        Assert.Matches("`team=compilers` 0\\.[0-9]{2} logits harder by 12 outcomes$", evidence);
        Assert.DoesNotContain("team=", Column(outcomes, null)[0].Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain("team=", Column(outcomes, Easy)[0].Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Beliefs_without_a_value_are_as_if_no_outcome_had_one()
    {
        var outcomes = Generated(new Random(1));
        List<StoredOutcome> plain = [.. outcomes.Select(outcome => outcome with { Group = null })];

        Assert.Equal(Beliefs(plain).Learned.Digest, Beliefs(plain).Learned.Digest);
        Assert.NotEqual(Beliefs(plain).Learned.Digest, Beliefs(outcomes).Learned.Digest);
        Assert.All(Enumerable.Range(0, 3), index => Assert.Equal(Column(plain, null)[index], Column(outcomes, null)[index]));
    }

    [Property(MaxTest = 50)]
    public bool The_order_of_outcomes_does_not_matter(int seed)
    {
        var random = new Random(seed);
        var outcomes = Generated(random);
        var shuffled = outcomes.ToArray();
        random.Shuffle(shuffled);
        return Beliefs(outcomes).Learned.Digest == Beliefs(shuffled).Learned.Digest
            && Enumerable.Range(0, 3).All(index => Column(outcomes, Hard)[index] == Column(shuffled, Hard)[index]);
    }

    private static List<StoredOutcome> Generated(Random random) =>
    [
        .. Enumerable.Range(0, 60).Select(number => Outcome(
            number,
            Endpoints[random.Next(3)],
            random.Next(2) == 0 ? Verdict.Right : Verdict.Wrong,
            new[] { Hard, Easy, null }[random.Next(3)])),
    ];

    private static double Success(IReadOnlyList<StoredOutcome> outcomes, string? group) => Column(outcomes, group)[0].Success.Logit;

    private static BeliefColumn Column(IReadOnlyList<StoredOutcome> outcomes, string? group) =>
        Beliefs(outcomes).Of(TaskKind.Debugging, null, group);

    private static EndpointBeliefs Beliefs(IReadOnlyList<StoredOutcome> outcomes) =>
        new(Catalog, Learning.From(outcomes, Catalog, AliasTable.None), AliasTable.None);

    private static StoredOutcome Outcome(int number, string endpoint, Verdict verdict, string? group) => new(
        number + 1,
        $"d{number}",
        0,
        endpoint,
        TaskKind.Debugging,
        0.5,
        false,
        verdict,
        null,
        RunningService.Now,
        RunningService.Now,
        Group: group);

    private static ModelCatalog CatalogOf(string[] ids)
    {
        var models = ids.Select(id => id.Split('/')[1]).Distinct().ToDictionary(id => id, id => new Model(id, id, null, null, []));
        return new ModelCatalog(
            [],
            models.Values,
            ids.Select(id => new Endpoint
            {
                Id = EndpointId.Parse(id),
                Provider = new Provider(id.Split('/')[0], id, [], id.Split('/')[0], ComplianceFacts.Unknown),
                Model = models[id.Split('/')[1]],
                FailureDomain = id.Split('/')[0],
            }));
    }
}
