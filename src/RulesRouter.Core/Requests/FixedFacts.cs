using System.Collections.Immutable;
using RulesRouter.Names;

namespace RulesRouter.Requests;

/// <summary>
/// The facts of every request, in one file per topic. A new one is a property in a file and its place in the list at the end of that file.
/// A dependency on other facts that <see cref="FixedFact"/> cannot state is a clause in <c>FactRelations</c> of the prover.
/// </summary>
internal static partial class FixedFacts
{
    private const double MaxExact = 1L << 53;
    private const int MaxAttempts = 100;

    // A constructor, because the properties in other files have to be set before.
    static FixedFacts()
    {
        All = [.. OfTask, .. OfCall, .. OfNeeds, .. OfPrompt, .. OfConversation, .. OfSession, .. OfAttempts];
        for (var index = 0; index < All.Length; index++)
        {
            All[index].Slot = new FactSlot(index);
        }

        Definitions = [.. All.Select(fact => fact.Definition)];
    }

    /// <summary>In slot order: the first slots of every <see cref="FactSchema"/>.</summary>
    public static ImmutableArray<FixedFact> All { get; }

    /// <summary>In the same order.</summary>
    public static ImmutableArray<FactDefinition> Definitions { get; }

    private static FactValue Number(int? count) => FactValue.Of((double?)count);

    private static FactValue Name<T>(T? member)
        where T : struct, Enum =>
        FactValue.Of(member is { } known ? EnumNames<T>.NameOf(known) : null);

    private static T? Member<T>(FactValue value)
        where T : struct, Enum =>
        value.Text is { } name && EnumNames<T>.TryParse(name, out var member) ? member : null;
}
