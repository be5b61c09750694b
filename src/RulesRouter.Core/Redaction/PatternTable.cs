using System.Collections.Immutable;

namespace RulesRouter.Redaction;

/// <summary>Every pattern of redaction.</summary>
internal static class PatternTable
{
    public const string Secrets = "secrets";
    public const string PersonalData = "personal-data";

    public static ImmutableArray<SensitivePattern> All { get; } =
        [.. VendorKeys.All, .. SecretPatterns.All, .. PersonalDataPatterns.All, .. NationalIds.All];

    /// <summary>The names under <c>redact:</c> that have patterns.</summary>
    public static ImmutableSortedSet<string> Kinds { get; } =
        All.Select(pattern => pattern.Kind).ToImmutableSortedSet(StringComparer.Ordinal);

    public static ImmutableArray<SensitivePattern> Of(IEnumerable<string> kinds) => [.. All.Where(pattern => kinds.Contains(pattern.Kind))];
}
