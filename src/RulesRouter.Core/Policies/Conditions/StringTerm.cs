using RulesRouter.Requests;

namespace RulesRouter.Policies.Conditions;

/// <summary>A string-valued term of a condition.</summary>
internal abstract record StringTerm
{
    private StringTerm()
    {
    }

    public sealed record Fact(FactSlot Slot) : StringTerm;

    /// <summary>By the invariant culture.</summary>
    public sealed record LowerCase(StringTerm Text) : StringTerm;

    /// <summary>By the invariant culture.</summary>
    public sealed record UpperCase(StringTerm Text) : StringTerm;
}
