using System.Collections.Immutable;
using System.Diagnostics;

namespace RulesRouter.Conversations;

/// <summary>Messages → what they show of the work: one pass over the messages, oldest first.</summary>
internal sealed class ConversationReader
{
    private readonly Dictionary<string, string> toolOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> failuresOf = new(StringComparer.Ordinal);
    private readonly HashSet<string> files = new(StringComparer.Ordinal);
    private readonly List<string> runs = [];
    private int turns;
    private int request = -1;
    private int assent = -1;
    private Step step = Step.FirstAsk;
    private bool inTurn;
    private bool endsWithCall;
    private bool hasFailure;
    private string lastTool = "";

    private ConversationReader()
    {
    }

    /// <param name="messages">At least one.</param>
    /// <param name="instructions">System text apart from the messages.</param>
    /// <param name="declaresTools">The request declares tools: then its system text is an agent's, not housekeeping.</param>
    /// <param name="tokens">Of the messages.</param>
    public static ConversationState Of(
        ImmutableArray<Message> messages,
        ImmutableArray<MessagePart> instructions,
        bool declaresTools,
        int tokens)
    {
        var reader = new ConversationReader();
        for (var index = 0; index < messages.Length; index++)
        {
            reader.Add(messages[index], index);
        }

        var asked = reader.request >= 0 ? reader.request : reader.assent >= 0 ? reader.assent : LastOf(messages);
        return new ConversationState(
            asked,
            IsHousekeeping(messages, instructions, declaresTools, asked) ? Step.Housekeeping : reader.step,
            reader.turns,
            tokens,
            reader.failuresOf.Count == 0 ? 0 : reader.failuresOf.Values.Max(),
            reader.files.Count,
            reader.LastTest())
        {
            HasRequest = reader.request >= 0,
        };
    }

    /// <summary>The text that is classified: what the user wrote in a message, or all of its text if that is nothing.</summary>
    public static string TextOf(Message message)
    {
        var spoken = UserInput.Of(message.Parts);
        return spoken.Length > 0 ? spoken : AllText(message.Parts);
    }

    private static string AllText(ImmutableArray<MessagePart> parts) => parts switch
    {
        [MessagePart.Text text] => text.Value,
        _ => string.Join('\n', parts.OfType<MessagePart.Text>().Select(text => text.Value)),
    };

    /// <summary>Where no message is a request: the last one of the user, or the last one.</summary>
    private static int LastOf(ImmutableArray<Message> messages)
    {
        var last = messages.Length - 1;
        for (var index = last; index >= 0; index--)
        {
            if (messages[index].Role == MessageRole.User)
            {
                return index;
            }
        }

        return last;
    }

    private static bool IsHousekeeping(
        ImmutableArray<Message> messages,
        ImmutableArray<MessagePart> instructions,
        bool declaresTools,
        int asked)
    {
        var last = messages[^1];
        if (last.Role == MessageRole.User && asked == messages.Length - 1 && Housekeeping.Is(TextOf(last)))
        {
            return true;
        }

        return !declaresTools
            && (instructions.Any(IsHousekeeping)
                || messages.Any(message =>
                    message.Role is MessageRole.System or MessageRole.Developer && message.Parts.Any(IsHousekeeping)));
    }

    private static bool IsHousekeeping(MessagePart part) => part is MessagePart.Text text && Housekeeping.Is(text.Value);

    private void Add(Message message, int index)
    {
        switch (message.Role)
        {
            case MessageRole.Assistant:
                AddAnswer(message);
                break;
            case MessageRole.User or MessageRole.Tool or MessageRole.Function:
                AddInput(message, index);
                break;
            case MessageRole.System or MessageRole.Developer:
                break;
            default:
                throw new UnreachableException($"{message.Role}");
        }
    }

    private void AddAnswer(Message message)
    {
        turns += inTurn ? 0 : 1;
        inTurn = true;
        endsWithCall = false;
        hasFailure = false;
        foreach (var part in message.Parts)
        {
            switch (part)
            {
                case MessagePart.ToolCall call:
                    toolOf[call.CallId] = lastTool = call.Name;
                    EditedFiles.AddFromCall(call.Name, call.Arguments, files);
                    endsWithCall = true;
                    break;
                case MessagePart.ToolResult result:
                    AddResult(toolOf.GetValueOrDefault(result.CallId, lastTool), AllText(result.Content), result.IsError);
                    endsWithCall = false;
                    break;
                case MessagePart.Text text:
                    EditedFiles.AddFromText(text.Value, files);
                    endsWithCall |= ToolTranscript.EndsWithCall(text.Value);
                    break;
                case MessagePart.Reasoning or MessagePart.Media or MessagePart.Opaque:
                    break;
                default:
                    throw new UnreachableException($"{part}");
            }
        }
    }

    private void AddInput(Message message, int index)
    {
        if (message.Parts.IsEmpty)
        {
            return;
        }

        var hasResult = false;
        foreach (var part in message.Parts)
        {
            if (part is MessagePart.ToolResult result)
            {
                hasResult = true;
                AddResult(toolOf.GetValueOrDefault(result.CallId, lastTool), AllText(result.Content), result.IsError);
            }
            else if (part is MessagePart.Text text && ClientBlocks.Strip(text.Value) is var said && ToolTranscript.IsResult(said))
            {
                hasResult = true;
                AddResult(ToolTranscript.NameIn(said) is { Length: > 0 } name ? name : lastTool, said, isError: false);
            }
        }

        var spoken = message.Role == MessageRole.User ? UserInput.Of(message.Parts) : "";
        if (spoken.Length > 0 && endsWithCall && !hasResult)
        {
            hasResult = true;
            AddResult(lastTool, spoken, isError: false);
            spoken = "";
        }

        var isAssent = spoken.Length > 0 && Assent.Is(spoken);
        if (spoken.Length > 0 && !isAssent)
        {
            request = index;
            step = turns == 0 ? Step.FirstAsk : Step.FollowUp;
        }
        else if (isAssent)
        {
            step = Step.Assent;
            assent = assent < 0 ? index : assent;
        }
        else if (hasResult)
        {
            step = hasFailure ? Step.Retry : Step.ToolStep;
        }

        inTurn = false;
        endsWithCall = endsWithCall && !hasResult && spoken.Length == 0;
    }

    private void AddResult(string tool, string text, bool isError)
    {
        var failed = isError || ToolFailure.Is(text);
        hasFailure |= failed;
        failuresOf[tool] = failed ? failuresOf.GetValueOrDefault(tool) + 1 : 0;
        if (!ReadsOnly(tool))
        {
            runs.Add(text);
        }
    }

    /// <summary>A file that is read may contain the output of a test runner.</summary>
    private static bool ReadsOnly(string tool) =>
        tool.StartsWith("read", StringComparison.OrdinalIgnoreCase)
        || tool.StartsWith("view", StringComparison.OrdinalIgnoreCase)
        || tool.Contains("grep", StringComparison.OrdinalIgnoreCase)
        || tool.Contains("glob", StringComparison.OrdinalIgnoreCase)
        || tool.Contains("search", StringComparison.OrdinalIgnoreCase)
        || tool.Contains("fetch", StringComparison.OrdinalIgnoreCase)
        || tool.StartsWith("list", StringComparison.OrdinalIgnoreCase);

    private TestOutcome? LastTest()
    {
        for (var index = runs.Count - 1; index >= 0; index--)
        {
            if (TestRuns.In(runs[index]) is { } outcome)
            {
                return outcome;
            }
        }

        return null;
    }
}
