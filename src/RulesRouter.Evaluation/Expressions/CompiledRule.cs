using RulesRouter.Evaluation.Splitting;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Expressions;

/// <summary>A rule within the layers of one resolved policy, its condition read.</summary>
/// <param name="Layer">The policy the rule stands in.</param>
/// <param name="LayerIndex">0 is the most specific.</param>
/// <param name="Condition">Literally true for a default.</param>
public sealed record CompiledRule(Rule Rule, string Layer, int LayerIndex, Condition Condition)
{
    /// <summary>What its selection names, looked up; null where it names nothing.</summary>
    internal CompiledSelection? Named { get; init; }

    /// <summary>As every decision says that this rule selected for: it depends neither on the request nor on whom an arm prefers.</summary>
    internal string SelectionReason { get; } = DecisionReasons.OfSelection(Layer, Rule);

    /// <summary>As decisions name it: <c>policy/rule</c>.</summary>
    public string QualifiedId => $"{Layer}/{Rule.Id}";
}
