using RulesRouter.Policies;

namespace RulesRouter.Service.Sessions;

/// <summary>What a request says of a <c>raiseOnly</c> attribute.</summary>
/// <param name="Value">Null if it says nothing.</param>
internal sealed record RaisedAttribute(AttributeDeclaration Attribute, string? Value)
{
    public bool IsAboveDefault => IsAbove(Attribute.Default.IsKnown ? Attribute.Default.Text : null);

    public bool IsAbove(string? other) => RankOf(Value) > RankOf(other);

    private int RankOf(string? value) => value is null ? -1 : Attribute.Values.IndexOf(value);
}
