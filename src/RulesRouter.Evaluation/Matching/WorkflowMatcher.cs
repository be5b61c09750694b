using System.Collections.Frozen;
using System.Collections.Immutable;
using RulesEngine.Models;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Compiling.Expressions;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Matching;

/// <summary>Evaluates the conditions of one resolved policy with RulesEngine, two workflow rules per condition.</summary>
internal sealed class WorkflowMatcher : IRuleMatcher
{
    private const string WorkflowName = "conditions";

    private readonly RulesEngine.RulesEngine engine;
    private readonly FactsType factsType;
    private readonly FrozenDictionary<string, ScriptCall> calls;
    private readonly int count;

    public WorkflowMatcher(FactSchema schema, FactsType factsType, ImmutableArray<CompiledRule> rules)
    {
        this.factsType = factsType;
        calls = rules.SelectMany(rule => ConditionFacts.Calls(rule.Condition)).Distinct().ToFrozenDictionary(call => call.Text);
        count = rules.Length;
        Workflow = Emit(schema, rules);
        engine = new RulesEngine.RulesEngine([Workflow], WorkflowSettings.For(factsType));
        if (count > 0)
        {
            // The first call compiles without a lock, so it runs here, before the engine is shared.
            Match(new RequestFacts(schema), new Truth[count]);
        }
    }

    /// <summary>The workflow as any other host would load it.</summary>
    public Workflow Workflow { get; }

    /// <param name="truths">One per rule, in the order of the rules.</param>
    public void Match(RequestFacts facts, Span<Truth> truths)
    {
        var pending = engine.ExecuteAllRulesAsync(WorkflowName, new RuleParameter("facts", factsType.View(facts, calls)));
        var results = pending.IsCompletedSuccessfully ? pending.Result : pending.AsTask().GetAwaiter().GetResult();
        for (var index = 0; index < count; index++)
        {
            truths[index] = (Holds(results[2 * index]), Holds(results[(2 * index) + 1])) switch
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

    private static bool Holds(RuleResultTree result) => result.IsSuccess;

    private static Workflow Emit(FactSchema schema, ImmutableArray<CompiledRule> rules)
    {
        var text = new WorkflowWriter(schema);
        return new Workflow
        {
            WorkflowName = WorkflowName,
            Rules = [.. rules.SelectMany(rule => new[]
            {
                new Rule { RuleName = $"{rule.QualifiedId} is certainly true", Expression = text.CertainlyTrue(rule.Condition) },
                new Rule { RuleName = $"{rule.QualifiedId} is certainly false", Expression = text.CertainlyFalse(rule.Condition) },
            })],
        };
    }
}
