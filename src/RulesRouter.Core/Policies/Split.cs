using System.Collections.Immutable;
using RulesRouter.Source;

namespace RulesRouter.Policies;

/// <summary>Sends shares of the requests to different endpoints, the same key always to the same arm.</summary>
/// <param name="Key">The fact or attribute whose value decides; where it is unknown, the first arm is taken.</param>
internal sealed record Split(string Key, ImmutableArray<SplitArm> Arms, SourceSpan Span)
{
    public bool SplitsLike(Split? other) =>
        other is not null
            && Key == other.Key
            && Arms.Length == other.Arms.Length
            && Arms.Zip(other.Arms).All(pair => pair.First.IsLike(pair.Second));
}

/// <param name="Weight">Its share is its part of the sum of all weights; 0 switches it off.</param>
/// <param name="Prefer">Patterns over endpoint ids; empty: those of the selection.</param>
internal sealed record SplitArm(string Name, double Weight, ImmutableArray<EndpointPreference> Prefer, SourceSpan Span)
{
    public bool IsLike(SplitArm other) =>
        Name == other.Name && Weight == other.Weight && Prefer.Select(p => p.Pattern).SequenceEqual(other.Prefer.Select(p => p.Pattern));
}

/// <summary>An endpoint to be called beside the chosen one, without effect on the caller.</summary>
/// <param name="Percent">Share of the keys, 0 to 100.</param>
/// <param name="Key">The fact or attribute that draws the share; null where the share is 100 %.</param>
internal sealed record Shadow(ImmutableArray<EndpointPreference> Prefer, double Percent, string? Key, SourceSpan Span)
{
    public bool ShadowsLike(Shadow? other) =>
        other is not null
            && Percent == other.Percent
            && Key == other.Key
            && Prefer.Select(p => p.Pattern).SequenceEqual(other.Prefer.Select(p => p.Pattern));
}

/// <summary>Ranks by a script that scores endpoints, the lowest score first.</summary>
/// <param name="With">Facts, attributes or <c>param.x</c> for the script's further inputs, in their order.</param>
internal sealed record ScriptScore(string Script, ImmutableArray<string> With, SourceSpan Span)
{
    public bool ScoresLike(ScriptScore? other) => other is not null && Script == other.Script && With.SequenceEqual(other.With);
}
