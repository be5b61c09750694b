using RulesRouter.Catalog;
using RulesRouter.Economics;
using RulesRouter.Service.Outcomes;

namespace RulesRouter.Service.Tests.Outcomes;

public sealed class AttemptLearningTests
{
    private static readonly string[] Endpoints = ["a/m", "b/m", "c/m"];
    private static readonly AttemptMeasures Usual = new(1, 5, 10, 2, 1);

    [Fact]
    public void A_measure_of_failures_is_learned_where_it_predicts_the_next_attempt() => Assert.All(AttemptEvidence.Signals, signal =>
    {
        var evidence = AttemptLearning.From(Outcomes(tasks: 200, Large(signal)), SharedDifficulty.DefaultSpread);

        Assert.True(evidence.Slopes[(int)signal] > 0, $"{evidence}");
        Assert.All(AttemptEvidence.Signals.Where(other => other != signal), other => Assert.Equal(0, evidence.Slopes[(int)other]));
        Assert.True(evidence.ShiftOf("a/m", TaskKind.Agentic, Large(signal)) > evidence.ShiftOf("a/m", TaskKind.Agentic, Usual));
        Assert.Null(evidence.ShiftOf("d/m", TaskKind.Agentic, Large(signal)));
    });

    [Fact]
    public void Nothing_is_learned_from_equal_measures_few_outcomes_or_none() => Assert.All(AttemptEvidence.Signals, signal =>
    {
        Assert.Equal(AttemptEvidence.None, AttemptLearning.From(Outcomes(tasks: 200, Usual), SharedDifficulty.DefaultSpread));
        Assert.Equal(AttemptEvidence.None, AttemptLearning.From(Outcomes(tasks: 30, Large(signal)), SharedDifficulty.DefaultSpread));
        Assert.Equal(AttemptEvidence.None, AttemptLearning.From([], SharedDifficulty.DefaultSpread));
    });

    private static AttemptMeasures Large(AttemptSignal signal) => signal switch
    {
        AttemptSignal.Cost => Usual with { CostUsd = 4 },
        AttemptSignal.Turns => Usual with { Turns = 40 },
        AttemptSignal.FailedTests => Usual with { TestsFailed = 12, TestsPassed = 4 },
        AttemptSignal.ToolErrors => Usual with { ToolErrors = 9 },
        _ => throw new ArgumentOutOfRangeException(nameof(signal)),
    };

    /// <summary>At every third task all attempts fail, at the others all succeed, with exceptions at a quarter of them.</summary>
    private static List<StoredOutcome> Outcomes(int tasks, AttemptMeasures whereHard)
    {
        var outcomes = new List<StoredOutcome>();
        for (var task = 0; task < tasks; task++)
        {
            var isHard = task % 3 == 0;
            for (var index = 0; index < Endpoints.Length; index++)
            {
                var isException = (task / 3) % 12 == index;
                outcomes.Add(new StoredOutcome(
                    outcomes.Count + 1,
                    $"task {task}",
                    index,
                    Endpoints[index],
                    TaskKind.Agentic,
                    null,
                    Alone: true,
                    isHard == isException ? Verdict.Right : Verdict.Wrong,
                    null,
                    RunningService.Now,
                    RunningService.Now,
                    Measures: isHard ? whereHard : Usual));
            }
        }

        return outcomes;
    }
}
