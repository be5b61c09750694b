using System.Collections.Immutable;

namespace RulesRouter.Classifiers.Intents;

/// <summary>How well the examples of intents separate, each example scored by what was learned from the others.</summary>
/// <param name="Intents">In declared order.</param>
/// <param name="Others">Number of other prompts that were scored: general ones, written for this project.</param>
internal sealed record IntentSeparation(ImmutableArray<SeparatedIntent> Intents, int Others);

/// <param name="Name">The intent.</param>
/// <param name="Examples">Number of its examples.</param>
/// <param name="Found">Of its examples: recognised by what was learned from the others.</param>
/// <param name="Mistaken">Its examples that are recognised as another intent, by that intent.</param>
/// <param name="OthersTaken">Of the other prompts: recognised as this intent.</param>
internal sealed record SeparatedIntent(
    string Name,
    int Examples,
    int Found,
    ImmutableSortedDictionary<string, int> Mistaken,
    int OthersTaken);
