using System.Diagnostics;
using RulesRouter.Conversations;
using RulesRouter.Names;
using RulesRouter.Wire.Reading;

namespace RulesRouter.Wire.Records;

/// <summary>Reads what a record kept of a conversation.</summary>
internal static class ConversationStateReader
{
    private static readonly FieldNames Names = FieldNames.Of<Field>();

    private enum Field
    {
        Message,
        Step,
        Turns,
        Tokens,
        ToolFailures,
        FilesTouched,
        LastTest,
        HasRequest,
    }

    public static ConversationState? Value(ref StrictReader json)
    {
        if (!json.IsObject())
        {
            return null;
        }

        var state = new ConversationState(0, Step.FirstAsk, 0, 0, 0, 0, null);
        var fields = new FieldSet();
        while (json.NextField(Names, ref fields))
        {
            state = (Field)fields.Current switch
            {
                Field.Message => state with { Message = json.Integer(0) ?? 0 },
                Field.Step => state with { Step = (Step)(json.OneOf(EnumNames<Step>.All, "step") ?? 0) },
                Field.Turns => state with { Turns = json.Integer(0) ?? 0 },
                Field.Tokens => state with { Tokens = json.Integer(0) ?? 0 },
                Field.ToolFailures => state with { ToolFailures = json.Integer(0) ?? 0 },
                Field.FilesTouched => state with { FilesTouched = json.Integer(0) ?? 0 },
                Field.LastTest => state with { LastTest = (TestOutcome?)json.OneOf(EnumNames<TestOutcome>.All, "outcome") },
                Field.HasRequest => state with { HasRequest = json.Boolean() ?? true },
                _ => throw new UnreachableException(),
            };
        }

        json.Require(Names, fields, (int)Field.Step);
        return state;
    }
}
