using System.Collections.Immutable;
using RulesRouter.Evaluation.Scripts;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Compiling;

/// <summary>The resolved names of a selection: split key, shadow key, script.</summary>
/// <param name="SplitKey">Null if there is no split.</param>
/// <param name="ShadowKey">Null if there is no shadow, or one of every request.</param>
internal sealed record CompiledSelection(FactSlot? SplitKey, ImmutableArray<CompiledArm> Arms, FactSlot? ShadowKey, CompiledScore? Score)
{
    /// <summary>The rule as it selects from all arms together except those of weight 0; null if there are none of weight 0.</summary>
    public CompiledRule? OfArmsInUse { get; init; }

    /// <summary>The rule as it selects the shadow; null if there is none.</summary>
    public CompiledRule? Shadow { get; init; }
}

/// <summary>An arm of a split, as a rule that selects from the arm's endpoints only.</summary>
internal sealed record CompiledArm(string Name, double Weight, CompiledRule Rule);
