using RulesRouter.Catalog;
using RulesRouter.Economics;
using RulesRouter.Service.Outcomes;

namespace RulesRouter.Service.Tests.Outcomes;

public sealed class CostLearningTests
{
    private static readonly string[] Endpoints = ["a/m", "b/m", "c/m"];

    [Fact]
    public void Costs_of_failures_are_learned_where_they_predict_the_next_attempt()
    {
        var costs = CostLearning.From(Outcomes(tasks: 200, dearWhereHard: true), SharedDifficulty.DefaultSpread);

        Assert.True(costs.Slope > 0);
        Assert.Equal(Endpoints.Length, costs.MedianUsd.Count);
        Assert.True(costs.RelativeCost("a/m", TaskKind.Agentic, 10) > 1);
    }

    [Fact]
    public void Nothing_is_learned_from_equal_costs_few_outcomes_or_none()
    {
        Assert.Equal(CostEvidence.None, CostLearning.From(Outcomes(tasks: 200, dearWhereHard: false), SharedDifficulty.DefaultSpread));
        Assert.Equal(CostEvidence.None, CostLearning.From(Outcomes(tasks: 30, dearWhereHard: true), SharedDifficulty.DefaultSpread));
        Assert.Equal(CostEvidence.None, CostLearning.From([], SharedDifficulty.DefaultSpread));
    }

    /// <summary>At every third task all attempts fail, at the others all succeed, with exceptions at a quarter of them.</summary>
    private static List<StoredOutcome> Outcomes(int tasks, bool dearWhereHard)
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
                    CostUsd: dearWhereHard && isHard ? 4 : 1));
            }
        }

        return outcomes;
    }
}
