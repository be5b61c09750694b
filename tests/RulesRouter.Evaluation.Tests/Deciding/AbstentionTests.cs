using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Source;
using static RulesRouter.Evaluation.Tests.Deciding.SmallRouting;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>A classifier that abstains gives the task `other`, so that no rule about another task applies.</summary>
public sealed class AbstentionTests
{
    [Theory]
    [InlineData("task == \"refactor\"", false)]
    [InlineData("task == \"other\"", true)]
    [InlineData("has(task)", true)]
    public void Rules_about_tasks_apply_only_if_they_name_other(string condition, bool applies)
    {
        var rule = Constrain("r", Enforcement.Required, (ConstraintTable.Of<ContextTokens>(), 1)) with
        {
            When = EmbeddedSource.FromCode(condition),
        };
        var decision = (new SmallRouting(Endpoint("a/x")) with { Rules = [rule] })
            .Asking(request => request with { Task = null, Prompt = "hm" })
            .Decide();

        Assert.Equal((TaskKind.Other, TaskSource.None), (decision.Classification.Task, decision.Classification.TaskSource));
        Assert.Equal(applies, decision.Constraints.Rows.Any(row => row.From.Contains("p/r")));
    }
}
