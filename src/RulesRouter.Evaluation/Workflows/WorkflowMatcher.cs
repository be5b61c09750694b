using RulesEngine.Models;
using RulesRouter.Evaluation.Matching;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Workflows;

/// <summary>Evaluates the conditions of one resolved policy with RulesEngine, by the workflow that any other host would load.</summary>
internal sealed class WorkflowMatcher : IRuleMatcher
{
    /// <summary>Errors throw; nothing is read from rules but their expressions.</summary>
    private static readonly ReSettings Settings = new()
    {
        EnableExceptionAsErrorMessage = false,
        IgnoreException = false,
        EnableScopedParams = false,
    };

    private readonly RulesEngine.RulesEngine engine;
    private readonly PolicyWorkflow workflow;
    private readonly int count;

    public WorkflowMatcher(PolicyWorkflow workflow)
    {
        this.workflow = workflow;
        count = workflow.Workflow.Rules.Count() / 2;
        engine = new RulesEngine.RulesEngine([workflow.Workflow], Settings);
        if (count > 0)
        {
            // The first call compiles without a lock, so it runs here, before the engine is shared.
            Match(new RequestFacts(workflow.Schema), new Truth[count]);
        }
    }

    /// <param name="truths">One per rule, in the order of the rules.</param>
    public void Match(RequestFacts facts, Truth[] truths)
    {
        var pending = engine.ExecuteAllRulesAsync(workflow.Workflow.WorkflowName, workflow.FactsOf(facts).ToParameters());
        var results = pending.IsCompletedSuccessfully ? pending.Result : pending.AsTask().GetAwaiter().GetResult();
        for (var index = 0; index < count; index++)
        {
            truths[index] = (results[2 * index].IsSuccess, results[(2 * index) + 1].IsSuccess) switch
            {
                (true, false) => Truth.True,
                (false, true) => Truth.False,
                _ => Truth.Unknown,
            };
        }
    }

    public void Match(RequestFacts facts, Matches matches)
    {
        matches.Clear();
        var truths = new Truth[count];
        Match(facts, truths);
        for (var rule = 0; rule < count; rule++)
        {
            if (truths[rule] != Truth.False)
            {
                matches.Add(rule, truths[rule] == Truth.True);
            }
        }
    }
}
