using System.Collections.Immutable;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Policies;

/// <summary>A typed request attribute that a policy declares.</summary>
/// <param name="Values">Members of an enum in declared order, least sensitive first where <paramref name="RaiseOnly"/>.</param>
/// <param name="Default">Unknown where none is declared.</param>
/// <param name="From">Who may set it: caller, key or service.</param>
/// <param name="RaiseOnly">A caller may raise an ordered enum above the value of the credential or the default, never lower it.</param>
internal sealed record AttributeDeclaration(
    string Name,
    FactType Type,
    ImmutableArray<string> Values,
    FactValue Default,
    Provenance From,
    bool RaiseOnly,
    string Description,
    SourceSpan Span)
{
    public FactDefinition ToFact() => new(Name, Type, Values, From, Description) { IsAttribute = true };
}
