using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Catalog;
using RulesRouter.Economics;
using RulesRouter.Economics.Beliefs;
using RulesRouter.Service.Outcomes;

namespace RulesRouter.Service.Tests.Outcomes;

public sealed class ReporterCapTests
{
    private static readonly string[] Endpoints = ["a/m", "b/m", "b/n"];

    private static readonly ModelCatalog Catalog = CatalogOf(Endpoints);

    [Property(MaxTest = 40)]
    public Property One_reporter_moves_a_difficulty_no_further_than_its_bound() =>
        Prop.ForAll(Rows.ToArbitrary(), rows =>
        {
            var state = Learn(rows);
            foreach (var task in rows.GroupBy(row => row.Task!.Value))
            {
                var bound = task.GroupBy(row => row.Reporter).Sum(own => Bound(own, task.Sum(Weight)));
                var moved = state.Tallies.Where(pair => pair.Key.Task == task.Key).Sum(pair => pair.Value.Trials - pair.Value.CappedTrials);
                Assert.Equal(bound, moved, 6);
            }

            double Bound(IGrouping<string?, StoredOutcome> own, double all) => own.Key is null
                ? own.Sum(Weight)
                : Math.Min(own.Sum(Weight), Math.Max(ReporterCap.FreeTrials, all - own.Sum(Weight)));

            double Weight(StoredOutcome row) => WeightOf(row, rows);
        });

    [Property(MaxTest = 20)]
    public Property Order_and_division_of_reports_do_not_matter() =>
        Prop.ForAll(Rows.ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (rows, seed) =>
        {
            var shuffled = rows.ToArray();
            new Random(seed).Shuffle(shuffled);
            var (one, other) = (Learn(rows), Learn(shuffled));

            var tallies = other.Tallies.ToDictionary();
            Assert.All(one.Tallies, pair =>
            {
                Assert.Equal(pair.Value.CappedTrials, tallies[pair.Key].CappedTrials, 6);
                Assert.Equal(pair.Value.CappedSuccesses, tallies[pair.Key].CappedSuccesses, 6);
            });
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ten_thousand_rows_of_a_reporter_move_the_difficulty_as_far_as_those_of_all_others(bool right)
    {
        var verdict = right ? Verdict.Right : Verdict.Wrong;
        var others = Enumerable.Range(0, 60)
            .Select(row => Row(row, "a/m", $"other {row % 3}", row % 2 == 0 ? Verdict.Right : Verdict.Wrong))
            .ToList();
        var few = Shift([.. others, .. Flood(others.Count, verdict)]);
        var many = Shift([.. others, .. Flood(10_000, verdict)]);
        var uncapped = Shift([.. others, .. Flood(10_000, verdict).Select(row => row with { Reporter = null })]);

        Assert.Equal(few, many, 6);
        Assert.True(Math.Abs(uncapped) > Math.Abs(many) + 0.1);
    }

    [Fact]
    public void Two_reporters_move_the_difficulty_further_than_one()
    {
        var one = Shift([.. Flood(1000, Verdict.Wrong)]);
        var two = Shift([.. Flood(1000, Verdict.Wrong).Select((row, at) => row with { Reporter = $"reporter {at % 2}" })]);

        Assert.True(two > one + 0.01);
    }

    private static Gen<List<StoredOutcome>> Rows =>
        from count in Gen.Choose(0, 1500)
        from reporters in Gen.Choose(1, 3)
        from seed in Gen.Choose(0, int.MaxValue)
        select Enumerable.Range(0, count).Select(row => Drawn(row, reporters, new Random(seed ^ row))).ToList();

    private static StoredOutcome Drawn(int row, int reporters, Random random) => Row(
        row,
        Endpoints[random.Next(Endpoints.Length)],
        random.Next(4) == 0 ? null : $"reporter {random.Next(reporters)}",
        random.Next(2) == 0 ? Verdict.Right : Verdict.Wrong) with
    {
        Task = random.Next(5) == 0 ? TaskKind.Chat : TaskKind.Debugging,
        At = RunningService.Now.AddDays(-random.Next(200)),
    };

    private static IEnumerable<StoredOutcome> Flood(int count, Verdict verdict) =>
        Enumerable.Range(0, count).Select(row => Row(1000 + row, "b/n", "flood", verdict));

    private static StoredOutcome Row(int row, string endpoint, string? reporter, Verdict verdict) => new(
        row + 1,
        $"task {row}",
        0,
        endpoint,
        TaskKind.Debugging,
        0.5,
        Alone: false,
        verdict,
        null,
        RunningService.Now,
        RunningService.Now,
        reporter);

    private static double WeightOf(StoredOutcome row, List<StoredOutcome> all) =>
        Math.Pow(0.5, (all.Max(other => other.At) - row.At) / Learning.HalfLife);

    private static LearnedState Learn(IReadOnlyList<StoredOutcome> rows) => Learning.From(rows, Catalog, AliasTable.None);

    private static double Shift(IReadOnlyList<StoredOutcome> rows) =>
        new EndpointBeliefs(Catalog, Learn(rows), AliasTable.None).DifficultyOf(TaskKind.Debugging).Shift.Logit;

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
