using FsCheck;
using FsCheck.Xunit;
using RulesRouter.Catalog;
using RulesRouter.Economics;
using RulesRouter.Service.Options;
using RulesRouter.Service.Outcomes;

namespace RulesRouter.Service.Tests.Outcomes;

public sealed class LearningTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Property(MaxTest = 50)]
    public bool Outcomes_added_a_few_at_a_time_teach_the_same_as_all_at_once(int seed, PositiveInt size)
    {
        var outcomes = Generated(new Random(seed), 300);
        var (atOnce, inParts) = (new OutcomeHistory(), new OutcomeHistory());
        atOnce.Add(outcomes);
        foreach (var part in outcomes.Chunk((size.Get % 40) + 1))
        {
            inParts.Add(part);
            Learned(inParts.Counting());
        }

        return Learned(atOnce.Counting()).Digest == Learned(inParts.Counting()).Digest;
    }

    [Fact]
    public void An_outcome_from_the_future_counts_as_one_of_now_and_erases_nothing()
    {
        StoredOutcome[] honest = [Outcome(1, "a") with { At = Now }];
        StoredOutcome[] all = [.. honest, Outcome(2, "b") with { At = Now.AddYears(73) }];

        Assert.Equal(2, Tally(Learning.From(all, ModelCatalog.Empty, AliasTable.None, now: Now)).Trials);
    }

    [Fact]
    public void A_verdict_counts_by_its_source_for_success_and_in_full_for_availability()
    {
        StoredOutcome[] outcomes =
        [
            Outcome(1, "a") with { Source = VerdictSource.Verifier },
            Outcome(2, "b") with { Source = VerdictSource.Human },
            Outcome(3, "c") with { Source = VerdictSource.Merged, Verdict = Verdict.Wrong },
        ];
        var weights = VerdictWeights.Default.With(VerdictSource.Merged, 0.25);

        var tally = Tally(Learning.From(outcomes, ModelCatalog.Empty, AliasTable.None, weights));

        Assert.Equal(new Tally(1.75, 1.5, 3, 3, 0, 0), tally);
    }

    [Theory]
    [InlineData(40, 0, 0)]
    [InlineData(200, 0, 150)]
    [InlineData(200, 60, 140)]
    [InlineData(200, 300, 0)]
    public void A_reporter_moves_the_shared_difficulty_by_50_answers_or_as_many_as_all_others(int own, int others, double capped)
    {
        List<StoredOutcome> outcomes =
        [
            .. Enumerable.Range(0, own).Select(number => Outcome(number + 1, $"own-{number}") with { Reporter = "one" }),
            .. Enumerable.Range(0, others).Select(number => Outcome(own + number + 1, $"other-{number}") with { Reporter = null }),
        ];

        var tally = Tally(Learning.From(outcomes, ModelCatalog.Empty, AliasTable.None));

        Assert.Equal(own + others, tally.Trials);
        Assert.Equal(capped, tally.CappedTrials, 9);
    }

    private static LearnedState Learned(IReadOnlyList<StoredOutcome> outcomes) =>
        Learning.From(outcomes, ModelCatalog.Empty, AliasTable.None, now: Now.AddDays(400));

    private static Tally Tally(LearnedState learned) => Assert.Single(learned.Tallies).Value;

    private static StoredOutcome Outcome(long epoch, string decision) =>
        new(epoch, decision, 0, "a/m", TaskKind.Debugging, 0.5, false, Verdict.Right, null, Now, Now);

    /// <summary>Of chains and suites, some replaced by later reports.</summary>
    private static List<StoredOutcome> Generated(Random random, int count)
    {
        var tasks = Enum.GetValues<TaskKind>();
        return
        [
            .. Enumerable.Range(1, count).Select(epoch =>
            {
                var isAlone = random.Next(2) == 0;
                var at = Now.AddMinutes(random.Next(500_000));
                return new StoredOutcome(
                    epoch,
                    $"{(isAlone ? "suite" : "d")}-{random.Next(count / 3)}",
                    random.Next(3),
                    $"p/m{random.Next(8)}",
                    tasks[random.Next(tasks.Length)],
                    random.Next(5) / 5.0,
                    isAlone,
                    (Verdict)random.Next(3),
                    random.Next(3) == 0 ? random.Next(4) : null,
                    at,
                    at,
                    random.Next(3) == 0 ? $"key-{random.Next(3)}" : null,
                    new AttemptMeasures(
                        random.Next(2) == 0 ? random.NextDouble() : null,
                        random.Next(9),
                        random.Next(9),
                        random.Next(9),
                        random.Next(9)),
                    (VerdictSource)random.Next(5),
                    random.Next(3),
                    random.Next(2) == 0 ? $"team={random.Next(3)}" : null);
            }),
        ];
    }
}
