using System.Collections.Immutable;
using System.Text.Json;
using RulesRouter.Verification.Proving.Comparing;
using RulesRouter.Verification.Proving.Results;

namespace RulesRouter.Verification.Comparing;

/// <summary>
/// What a new revision may weaken: whatever makes an endpoint eligible or drops an obligation, a denial or a limit for some request,
/// through policies, parameters, waivers, budgets or compliance facts. What cannot be decided counts as weaker.
/// </summary>
internal static class LostProtections
{
    private const int MaxReasons = 20;

    /// <summary>Parts of a policy that constrain nothing.</summary>
    private static readonly ImmutableHashSet<string> Harmless = ["metadata", "description", "economics"];

    /// <summary>Parts that the comparison over all requests, or that of parents, covers.</summary>
    private static readonly ImmutableHashSet<string> Compared =
        ["rule", "let", "parameter", "waivers", "extends", "abstract", "mandatory", "budget"];

    /// <summary>One sentence for each; empty if nothing is weaker.</summary>
    public static ImmutableArray<string> Between(ComparedSide before, ComparedSide after, ProofSettings settings)
    {
        var diff = PolicyDiff.Of(before, after, settings, effect: null);
        string[] reasons =
        [
            .. diff.Weaker.Select(weaker => $"policy `{weaker.Policy}`: {weaker.What}"),
            .. after.Folder.Set!.Names.Except(before.Folder.Set!.Names, StringComparer.Ordinal)
                .Select(name => $"policy `{name}` is new: requests can name it"),
            .. diff.Regions.SelectMany(OverAllRequests),
            .. diff.Policies.Where(IsUncompared)
                .Select(change => $"policy `{change.Policy}`: `{change.Element}` changed, and what that allows is unknown"),
            .. ComplianceComparison.Improved(before.Folder.Loaded.Catalog, after.Folder.Loaded.Catalog),
        ];
        return reasons.Length <= MaxReasons
            ? [.. reasons]
            : [.. reasons.Take(MaxReasons), $"and {reasons.Length - MaxReasons} more"];
    }

    private static IEnumerable<string> OverAllRequests(RegionComparison region) => region.Changes.Where(change => change.IsWeaker)
        .Select(change => $"policy `{region.Policy}`: {Words(change)} {change.Before} → {change.After}")
        .Concat(region.UnclearWeaker.Select(obstacle => $"policy `{region.Policy}`: unknown, because {obstacle.Reason}"));

    private static string Words(RegionChange change)
    {
        var kind = JsonNamingPolicy.KebabCaseLower.ConvertName(change.Kind.ToString()).Replace('-', ' ');
        return change.Subject.Length == 0 ? kind : $"{kind}: {change.Subject}";
    }

    /// <summary>
    /// An attribute that other callers may set, another script, a changed budget: the rules stay as they are. The comparison over all
    /// requests reports a changed default.
    /// </summary>
    private static bool IsUncompared(PolicyChange change)
    {
        var part = change.Element.Split(' ')[0];
        return part != "policy" && !Harmless.Contains(part) && !Compared.Contains(part) && change.Kind switch
        {
            ChangeKind.Added => false,
            ChangeKind.Removed => part is not ("attribute" or "script"),
            ChangeKind.Changed => change.Fields.Any(field => field.Path is not ("description" or "default")),
        };
    }
}
