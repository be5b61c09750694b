using RulesRouter.Requests;

namespace RulesRouter.Policies.Conditions;

/// <summary>Something in a condition that is a text.</summary>
public abstract record TextTerm
{
    private TextTerm()
    {
    }

    public sealed record Fact(FactSlot Slot) : TextTerm;

    /// <summary>By the invariant culture.</summary>
    public sealed record Lowered(TextTerm Text) : TextTerm;

    /// <summary>By the invariant culture.</summary>
    public sealed record Raised(TextTerm Text) : TextTerm;
}
