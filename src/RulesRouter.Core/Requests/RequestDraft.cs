using System.Collections.Immutable;
using RulesRouter.Conversations;

namespace RulesRouter.Requests;

/// <summary>The smallest request and classification from which given facts are read.</summary>
internal sealed class RequestDraft
{
    private static readonly ImmutableSortedDictionary<string, int> NoTokens =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    private readonly Func<FactSlot, FactValue> facts;

    private RequestDraft(string policy, string tried, Func<FactSlot, FactValue> facts)
    {
        (this.facts, Tried) = (facts, tried);
        Request = new DecisionRequest { Policy = policy };
        Classification = new Classification { Source = ClassificationSource.Pinned, TaskConfidence = double.NaN };
    }

    public DecisionRequest Request { get; set; }

    /// <summary>Without a prompt nothing is classified.</summary>
    public Classification Classification { get; set; }

    /// <summary>The endpoint of all attempts, so that few candidates were tried.</summary>
    public string Tried { get; }

    public bool HasPrompt => this[FixedFacts.PromptCharacters].IsKnown;

    /// <summary>Whether the request would be unreasonably long.</summary>
    public bool IsTooLarge { get; set; }

    public FactValue this[FactSlot fact] => facts(fact);

    public static RequestDraft Of(string policy, string tried, Func<FactSlot, FactValue> facts)
    {
        var draft = new RequestDraft(policy, tried, facts);
        foreach (var fact in FixedFacts.All)
        {
            if (draft[fact] is { IsKnown: true } value)
            {
                fact.Write?.Invoke(draft, value);
            }
        }

        if (!draft.HasPrompt)
        {
            draft.Estimate(estimate => estimate);
            draft.Classification = Classification.Unknown;
        }

        return draft;
    }

    public void Estimate(Func<TokenCounts, TokenCounts> change) =>
        Request = Request with { Estimate = change(Request.Estimate ?? new TokenCounts()) };

    public void Need(Func<Needs, Needs> change) => Request = Request with { Needs = change(Request.Needs) };

    /// <summary>Without a prompt there is no conversation.</summary>
    public void StartConversation(Step step) => Measure(measure => measure with
    {
        Conversation = new ConversationState(Message: 0, step, Turns: 0, Tokens: 0, ToolFailures: 0, FilesTouched: 0, LastTest: null),
    });

    public void Conversation(Func<ConversationState, ConversationState> change) => Measure(
        measure => measure.Conversation is { } state ? measure with { Conversation = change(state) } : measure);

    /// <summary>Attempts before the last failed before they cost anything.</summary>
    public void LastAttempt(Func<Attempt, Attempt> change) => Request = Request.Attempts is [.., var last]
        ? Request with { Attempts = Request.Attempts.SetItem(Request.Attempts.Length - 1, change(last)) }
        : Request;

    public void Session(Func<Session, Session> change) => Request = Request with
    {
        Session = change(Request.Session ?? new Session(null, null, NoTokens)),
    };

    private void Measure(Func<TextMeasure, TextMeasure> change) => Request = Request.Measured is { } measure
        ? Request with { Measured = change(measure) }
        : Request;
}
