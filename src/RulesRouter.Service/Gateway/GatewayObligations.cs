using System.Collections.Immutable;
using RulesRouter.Access;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Gateway.Running;
using RulesRouter.Obligations;
using RulesRouter.Requests;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Gateway;

/// <summary>Who fulfils the obligations of a decision: the gateway, or a caller that says it does.</summary>
internal sealed class GatewayObligations(ServiceOptions options)
{
    /// <summary>In a request the obligations that the caller fulfils, in a response those that it has to.</summary>
    public const string Header = "x-rulesrouter-obligations";

    private static readonly string Redact = ObligationTable.Of<Redact>().Name;

    private static readonly string Disclose = ObligationTable.Of<Disclose>().Name;

    /// <summary>
    /// What carrying out a decision here fulfils: no prompt is stored, the record has each decision, and an answer states that it is
    /// machine-generated.
    /// </summary>
    private readonly ImmutableSortedSet<string> fulfilled =
        new[] { ObligationTable.Of<CapOutput>().Name, ObligationTable.Of<StorePrompts>().Name, Redact, Disclose }
            .Concat(options.RecordPath is null ? [] : [ObligationTable.Of<Audit>().Name])
            .ToImmutableSortedSet(StringComparer.Ordinal);

    /// <summary>What the caller fulfils, as its credential or the request says, or the error for it.</summary>
    public static (ImmutableSortedSet<string> Declared, UpstreamFailure? Error) DeclaredBy(Caller caller, IHeaderDictionary headers)
    {
        if (!headers.TryGetValue(Header, out var declared))
        {
            return (caller.Obligations, null);
        }

        var names = declared.ToString()
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToImmutableSortedSet(StringComparer.Ordinal);
        var known = ObligationTable.All.Select(row => row.Name).ToList();
        return names.FirstOrDefault(name => !known.Contains(name)) is { } unknown
            ? ([], GatewayError.Invalid(
                $"{Header} names `{unknown}`, which is no obligation; obligations are {string.Join(", ", known)}"))
            : (names.Union(caller.Obligations), null);
    }

    public ImmutableSortedSet<string> SupportedWith(ImmutableSortedSet<string> declared) => fulfilled.Union(declared);

    /// <summary>A kind of redaction without patterns is the caller's: a decision that obliges it needs one that says it redacts.</summary>
    public static bool NeedsRedactingCaller(Decision decision, ImmutableSortedSet<string> declared) =>
        decision is Routed routed && !declared.Contains(Redact) && KindsOf(routed).Except(RulesRouter.Obligations.Redact.Kinds).Count > 0;

    /// <summary>The request of a caller whose redaction no one fulfils completely.</summary>
    public static DecisionRequest WithoutRedaction(DecisionRequest request) =>
        request with { ObligationsSupported = request.ObligationsSupported!.Remove(Redact) };

    /// <summary>What the answers state of their origin; null where no rule obliges it.</summary>
    public static string? DisclosureOf(Routed routed) => routed.Obligations.Rows.Any(
        row => row.Definition.Name == Disclose && row.Definition.IsAsked(row.Value))
        ? ClientResponse.MachineGenerated
        : null;

    /// <summary>The kinds that the gateway removes, also where the caller says that it did.</summary>
    public static ImmutableSortedSet<string> RedactedKinds(Routed routed) =>
        KindsOf(routed).Intersect(RulesRouter.Obligations.Redact.Kinds);

    /// <summary>The obligations of a decision that the caller fulfils: it said so, or the request would be denied.</summary>
    public string RemainingOf(Routed routed) => string.Join(
        ", ",
        routed.Obligations.Rows
            .Where(row => row.Definition.IsAsked(row.Value))
            .Select(row => row.Definition.Name)
            .Where(name => !fulfilled.Contains(name) || (name == Redact && KindsOf(routed).Count > RedactedKinds(routed).Count)));

    private static ImmutableSortedSet<string> KindsOf(Routed routed) =>
        routed.Obligations.Rows.FirstOrDefault(row => row.Definition.Name == Redact)?.Value is ConstraintValue.Names kinds
            ? kinds.Values.ToImmutableSortedSet(StringComparer.Ordinal)
            : [];
}
