using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Compiling;

/// <summary>A rule of one resolved policy with its bound condition.</summary>
/// <param name="Layer">The policy that declares the rule.</param>
/// <param name="LayerIndex">0 is the most specific.</param>
/// <param name="Condition">The literal true for a default rule.</param>
internal sealed record CompiledRule(Rule Rule, string Layer, int LayerIndex, Condition Condition)
{
    /// <summary>The resolved names of its selection; null if the selection names nothing.</summary>
    internal CompiledSelection? Named { get; init; }

    /// <summary>The reason in every decision for which this rule selected; it depends on the rule alone.</summary>
    internal string SelectionReason { get; } = Compiling.SelectionReason.Of(Layer, Rule);

    /// <summary>The id in decisions: <c>policy/rule</c>.</summary>
    public string QualifiedId => $"{Layer}/{Rule.Id}";
}
