using System.Collections.Immutable;
using RulesRouter.Requests;

namespace RulesRouter.Policies.Conditions;

/// <summary>
/// A script applied to terms. Within one resolved policy the same script on the same terms has the same slot, and is run at most once a
/// decision.
/// </summary>
/// <param name="Slot">Its place in the answers of a <see cref="RequestFacts"/>, from 0.</param>
/// <param name="Text">As in a condition: <c>script.name(fact, 3)</c>.</param>
internal sealed record ScriptCall(int Slot, ScriptDeclaration Script, ImmutableArray<ScriptArgument> Arguments, string Text)
{
    public bool Equals(ScriptCall? other) =>
        other is not null && Slot == other.Slot && Text == other.Text && Script.QualifiedName == other.Script.QualifiedName;

    public override int GetHashCode() => HashCode.Combine(Slot, Text);
}

/// <summary>An argument of a script call.</summary>
internal abstract record ScriptArgument
{
    private ScriptArgument()
    {
    }

    public sealed record Number(NumberTerm Term) : ScriptArgument;

    public sealed record String(StringTerm Term) : ScriptArgument;

    /// <summary>A boolean or a set.</summary>
    public sealed record Fact(FactSlot Slot) : ScriptArgument;

    public sealed record Literal(FactValue Value, ScriptType Type) : ScriptArgument;
}

/// <summary>A script's answer.</summary>
/// <param name="Value">Its number, or 1 and 0 for true and false; NaN where it is unknown.</param>
/// <param name="UnknownReason">Empty where it is known.</param>
internal readonly record struct ScriptAnswer(double Value, string UnknownReason = "")
{
    public static ScriptAnswer Unknown(string why) => new(double.NaN, why);

    public bool IsKnown => !double.IsNaN(Value);
}
