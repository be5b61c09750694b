using System.Collections.Immutable;

namespace RulesRouter.Obligations;

/// <summary>Every obligation of the language, in the order of reports. A new one is its own file and a line here.</summary>
internal static class ObligationTable
{
    public static ImmutableArray<ObligationDefinition> All { get; } =
    [
        new Redact(),
        new Disclose(),
        new HumanReview(),
        new Audit(),
        new StorePrompts(),
        new CapOutput(),
    ];

    /// <summary>The table's only instance of an obligation.</summary>
    public static T Of<T>()
        where T : ObligationDefinition => All.OfType<T>().Single();

    /// <summary>Null where no obligation has the name.</summary>
    public static ObligationDefinition? Find(string name) => All.FirstOrDefault(row => row.Name == name);
}
