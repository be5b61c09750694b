using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Wire.Decisions;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Wire.Records;

/// <summary>One line of the decision record: everything needed to replay a decision, with a digest in place of the prompt.</summary>
internal static class RecordLineWriter
{
    /// <param name="response">The decision as sent in the response.</param>
    /// <param name="commit">Of the policies; null if they are not from git.</param>
    public static void Write(
        CompactJson json,
        string decisionId,
        bool isSimulated,
        RecordedRequest recorded,
        RequestFacts facts,
        Decision decision,
        ReadOnlySpan<byte> response,
        string? commit = null)
    {
        json.StartObject();
        json.String("decisionId"u8, decisionId);
        json.Timestamp("at"u8, decision.At);
        json.String("requestDigest"u8, RequestDigest.Of(recorded.Request));
        json.Name("replay"u8);
        RecordedRequestWriter.Write(json, WithTextFacts(recorded, facts));
        json.Name("facts"u8);
        FactsWriter.Write(json, facts);
        json.Name("decision"u8);
        if (decision.Explanation.Trace is null)
        {
            json.Raw(response);
        }
        else
        {
            var untraced = decision with { Explanation = decision.Explanation with { Trace = null } };
            DecisionWriter.Write(json, untraced, decisionId, isSimulated, commit);
        }

        json.EndObject();
        json.EndLine();
    }

    /// <summary>Language, intent and text tests cannot be found again without the text.</summary>
    private static RecordedRequest WithTextFacts(RecordedRequest recorded, RequestFacts facts)
    {
        var language = facts[FixedFacts.PromptLanguage].Text;
        var intent = facts.Schema.TryFind(IntentDeclaration.Fact, out var slot) && facts.Schema[slot].IsIntent ? facts[slot].Text : null;
        if (language is null && intent is null && !facts.Schema.HasTextTests)
        {
            return recorded;
        }

        var tests = facts.Schema.Facts.Select((fact, index) => (fact, Value: facts[new FactSlot(index)]))
            .Where(pair => pair.fact.TextTest is not null && pair.Value.IsKnown)
            .ToImmutableSortedDictionary(pair => pair.fact.Name, pair => pair.Value.Flag, StringComparer.Ordinal);
        return recorded with
        {
            Request = recorded.Request with
            {
                Measured = RequestText.MeasureOf(recorded.Request) with { Language = language, Intent = intent, Tests = tests },
            },
        };
    }
}
