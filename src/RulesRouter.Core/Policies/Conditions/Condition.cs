using System.Collections.Immutable;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Policies.Conditions;

/// <summary>A type-checked condition, independent of its syntax. An unknown operand makes a comparison unknown.</summary>
internal abstract record Condition(SourceSpan Span)
{
    public sealed record Literal(bool Value, SourceSpan Span) : Condition(Span);

    /// <summary>True if every operand is; unknown if none is false and one is unknown.</summary>
    public sealed record All(ImmutableArray<Condition> Operands, SourceSpan Span) : Condition(Span);

    /// <summary>True if any operand is; unknown if none is true and one is unknown.</summary>
    public sealed record Any(ImmutableArray<Condition> Operands, SourceSpan Span) : Condition(Span);

    public sealed record Not(Condition Operand, SourceSpan Span) : Condition(Span);

    /// <summary>Reads facts; has no condition below it.</summary>
    public abstract record Leaf(SourceSpan Span) : Condition(Span);

    /// <summary>A boolean fact.</summary>
    public sealed record BooleanFact(FactSlot Fact, SourceSpan Span) : Leaf(Span);

    public sealed record CompareNumbers(NumberTerm Left, NumberRelation Relation, NumberTerm Right, SourceSpan Span) : Leaf(Span);

    /// <summary>Whether a string is in a list; equality is a list of one. Case-sensitive.</summary>
    public sealed record OneOf(StringTerm Text, ImmutableSortedSet<string> Values, SourceSpan Span) : Leaf(Span);

    /// <summary>Ordinal equality of two string facts.</summary>
    public sealed record SameString(StringTerm Left, StringTerm Right, SourceSpan Span) : Leaf(Span);

    public sealed record TestString(StringTerm Text, StringTest Test, string Part, SourceSpan Span) : Leaf(Span);

    public sealed record SetHolds(FactSlot Fact, string Member, SourceSpan Span) : Leaf(Span);

    /// <summary>A script that returns true or false; unknown where it throws, exceeds a limit or returns anything else.</summary>
    public sealed record Script(ScriptCall Call, SourceSpan Span) : Leaf(Span);

    /// <summary>Whether a fact is known: the only condition that is never unknown.</summary>
    public sealed record Has(FactSlot Fact, SourceSpan Span) : Leaf(Span);
}

internal enum NumberRelation
{
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
    GreaterOrEqual,
    Greater,
}

internal enum StringTest
{
    StartsWith,
    EndsWith,
    Contains,
}
