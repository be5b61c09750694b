using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using RulesRouter.Conversations;
using RulesRouter.Diagnostics;
using RulesRouter.Names;
using RulesRouter.Requests;
using RulesRouter.Tokens;
using RulesRouter.Wire.Reading;

namespace RulesRouter.Wire.Conversations;

/// <summary>
/// Reads messages, items and content parts of OpenAI Chat Completions, OpenAI Responses and Anthropic Messages, each recognised by its
/// shape.
/// </summary>
internal static class NodeReader
{
    /// <summary>One member of <c>messages</c> or <c>input</c>; a member that says nothing to the model has no parts.</summary>
    public static Message Message(ref StrictReader json)
    {
        var nothing = new Message(MessageRole.Tool, []);
        if (!json.IsObject() || !TryShape(ref json, NodeShapes.Items, NodeKind.Message, out var shape))
        {
            return nothing;
        }

        var parts = ImmutableArray.CreateBuilder<MessagePart>(1);
        if (IsSized(shape.Kind))
        {
            AddSized(ref json, shape, parts);
            return new Message(shape.Kind == NodeKind.SizedResult ? MessageRole.Tool : MessageRole.Assistant, parts.DrainToImmutable());
        }

        var node = new Node(parts);
        Read(ref json, shape, ref node);
        if (shape.Kind == NodeKind.Message)
        {
            return node.IsReference ? nothing : MessageOf(ref json, node);
        }

        AddPart(shape.Kind, node, 0);
        return new Message(
            shape.Kind is NodeKind.ToolResult or NodeKind.Silent ? MessageRole.Tool : MessageRole.Assistant,
            parts.DrainToImmutable());
    }

    /// <summary>A string, a list of parts or one part.</summary>
    public static void Content(ref StrictReader json, ImmutableArray<MessagePart>.Builder into)
    {
        switch (json.Kind)
        {
            case JsonTokenType.String:
                into.Add(new MessagePart.Text(json.String() ?? ""));
                break;
            case JsonTokenType.StartObject:
                Part(ref json, into);
                break;
            case JsonTokenType.StartArray:
                for (var index = -1; json.NextItem(ref index);)
                {
                    if (json.Kind == JsonTokenType.String)
                    {
                        into.Add(new MessagePart.Text(json.String() ?? ""));
                    }
                    else if (json.IsObject())
                    {
                        Part(ref json, into);
                    }
                }

                break;
            default:
                json.RejectType("a string or a list of parts");
                break;
        }
    }

    private static void Part(ref StrictReader json, ImmutableArray<MessagePart>.Builder into)
    {
        if (!TryShape(ref json, NodeShapes.Parts, NodeKind.Text, out var shape))
        {
            return;
        }

        if (IsSized(shape.Kind))
        {
            AddSized(ref json, shape, into);
            return;
        }

        var start = into.Count;
        var parts = shape.Kind == NodeKind.ToolResult ? ImmutableArray.CreateBuilder<MessagePart>() : into;
        var node = new Node(parts);
        Read(ref json, shape, ref node);
        AddPart(shape.Kind, node, start, into);
    }

    /// <summary>The shape of the object ahead; false with an error, behind the object, if there is no such type.</summary>
    /// <param name="untyped">The kind of an object without a type.</param>
    private static bool TryShape(
        ref StrictReader json,
        NodeShapes shapes,
        NodeKind untyped,
        out (NodeKind Kind, UInt128 Fields, string Type) shape)
    {
        shape = (untyped, untyped == NodeKind.Message ? NodeShapes.MessageFields : UInt128.MaxValue, "");
        var type = TypeAhead(json.Ahead, stopsAtRole: untyped == NodeKind.Message);
        if (type.IsEmpty && untyped != NodeKind.Text)
        {
            return true;
        }

        if (!type.IsEmpty && shapes.Find(type) is { } found)
        {
            shape = found;
            return true;
        }

        if (json.IsTolerant)
        {
            json.SkipUnknown();
            return false;
        }

        var name = Encoding.UTF8.GetString(type);
        json.Reject(
            "type",
            type.IsEmpty ? "is missing" : $"unknown type `{name}`{Suggestion.Clause(name, shapes.Types)}");
        json.Skip();
        return false;
    }

    /// <summary>The string in the field <c>type</c>; empty if there is none. A message has its role before a type, if it has one.</summary>
    private static ReadOnlySpan<byte> TypeAhead(Utf8JsonReader ahead, bool stopsAtRole)
    {
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            if (ahead.ValueSpan.SequenceEqual("type"u8))
            {
                return ahead.Read() && ahead.TokenType == JsonTokenType.String ? ahead.ValueSpan : [];
            }

            if (stopsAtRole && (ahead.ValueSpan.SequenceEqual("role"u8) || ahead.ValueSpan.SequenceEqual("content"u8)))
            {
                return [];
            }

            ahead.Skip();
        }

        return [];
    }

    private static bool IsSized(NodeKind kind) => kind is NodeKind.Sized or NodeKind.SizedCall or NodeKind.SizedResult;

    private static void AddSized(
        ref StrictReader json,
        (NodeKind Kind, UInt128 Fields, string Type) shape,
        ImmutableArray<MessagePart>.Builder into)
    {
        var raw = json.Raw();
        switch (shape.Kind)
        {
            case NodeKind.Sized:
                into.Add(new MessagePart.Opaque(Utf8Tokens.Count(raw)));
                break;
            case NodeKind.SizedCall:
                into.Add(new MessagePart.ToolCall("", shape.Type, Encoding.UTF8.GetString(raw)));
                break;
            case NodeKind.SizedResult:
                into.Add(new MessagePart.ToolResult("", [new MessagePart.Text(Encoding.UTF8.GetString(raw))], IsError: false));
                break;
            default:
                throw new UnreachableException($"{shape.Kind}");
        }
    }

    private static void Read(ref StrictReader json, (NodeKind Kind, UInt128 Fields, string Type) shape, ref Node node)
    {
        var media = shape.Kind switch
        {
            NodeKind.Image => MediaKind.Image,
            NodeKind.Audio => MediaKind.Audio,
            NodeKind.Message or NodeKind.Text or NodeKind.File or NodeKind.ToolCall or NodeKind.ToolResult or NodeKind.Reasoning
                or NodeKind.Silent or NodeKind.Sized or NodeKind.SizedCall or NodeKind.SizedResult => MediaKind.File,
        };
        var fields = new FieldSet();
        while (json.NextField(NodeShapes.Fields, shape.Fields, ref fields))
        {
            switch ((NodeField)fields.Current)
            {
                case NodeField.Type:
                    CheckType(ref json, shape.Type);
                    break;
                case NodeField.Role:
                    node.Role = Role(ref json);
                    break;
                case NodeField.Content or NodeField.Output:
                    Content(ref json, node.Parts);
                    break;
                case NodeField.Text or NodeField.RevisedPrompt or NodeField.Refusal or NodeField.Title or NodeField.Context:
                    node.Parts.Add(new MessagePart.Text(json.String() ?? ""));
                    break;
                case NodeField.Source when shape.Kind == NodeKind.Text:
                    node.Parts.Add(new MessagePart.Text(json.String() ?? ""));
                    break;
                case NodeField.Thinking or NodeField.ReasoningContent or NodeField.Reasoning:
                    node.Parts.Add(new MessagePart.Reasoning(TokenCounter.Count(json.String())));
                    break;
                case NodeField.Data or NodeField.EncryptedContent:
                    node.Parts.Add(new MessagePart.Reasoning(Encrypted(json.String())));
                    break;
                case NodeField.Summary:
                    AddReasoning(ref json, node.Parts);
                    break;
                case NodeField.Id:
                    node.Id = json.String();
                    break;
                case NodeField.CallId or NodeField.ToolCallId or NodeField.ToolUseId:
                    node.CallId = json.String();
                    break;
                case NodeField.Name:
                    node.Name = json.String();
                    break;
                case NodeField.Arguments or NodeField.Input:
                    node.Arguments = Arguments(ref json);
                    break;
                case NodeField.Function or NodeField.Custom:
                    CallReader.Read(ref json, ref node);
                    break;
                case NodeField.FunctionCall:
                    AddFunctionCall(ref json, node.Parts);
                    break;
                case NodeField.ToolCalls:
                    AddToolCalls(ref json, node.Parts);
                    break;
                case NodeField.ImageUrl or NodeField.InputAudio or NodeField.File or NodeField.FileData or NodeField.FileId
                    or NodeField.FileUrl or NodeField.Source or NodeField.Result:
                    var isBase64 = (NodeField)fields.Current is NodeField.FileData or NodeField.Result;
                    MediaReader.Read(ref json, media, isBase64, node.Parts);
                    break;
                case NodeField.IsError:
                    node.IsError = json.Boolean() ?? false;
                    break;
                case NodeField.Audio or NodeField.ReasoningDetails or NodeField.Filename or NodeField.Status or NodeField.Phase
                    or NodeField.Annotations or NodeField.Logprobs or NodeField.CacheControl or NodeField.Citations or NodeField.Signature
                    or NodeField.Detail or NodeField.Caller or NodeField.Index or NodeField.PromptCacheBreakpoint or NodeField.Namespace
                    or NodeField.ServerName or NodeField.ServerLabel or NodeField.ToolName or NodeField.CreatedBy or NodeField.Execution
                    or NodeField.AcknowledgedSafetyChecks or NodeField.ApprovalRequestId or NodeField.Approve or NodeField.Reason
                    or NodeField.Error or NodeField.Prefix or NodeField.Size or NodeField.Quality or NodeField.Background
                    or NodeField.OutputFormat or NodeField.Action:
                    json.Skip();
                    break;
                default:
                    throw new UnreachableException();
            }
        }

        node.Occurred = fields.Occurred;
        node.Given = fields.Given;
    }

    private static MessageRole? Role(ref StrictReader json) =>
        json.IsTolerant && !EnumNames<MessageRole>.All.Contains(Encoding.UTF8.GetString(json.RawString))
            ? MessageRole.User
            : (MessageRole?)json.OneOf(EnumNames<MessageRole>.All, "role");

    /// <summary>A type behind the role of a message was not known when the message began.</summary>
    private static void CheckType(ref StrictReader json, string expected)
    {
        if (expected.Length == 0 && json.String() is { } type && type != "message" && !json.IsTolerant)
        {
            json.Reject($"must be \"message\" in an object with a role, found \"{type}\"");
        }
    }

    private static Message MessageOf(ref StrictReader json, Node node)
    {
        if (!json.IsTolerant)
        {
            if (!Node.Has(node.Given, NodeField.Role))
            {
                json.Reject("role", "is missing");
            }

            if (node.Parts.Count == 0 && !Node.Has(node.Occurred, NodeField.Content))
            {
                json.Reject("content", "is missing");
            }
        }

        var parts = node.Parts.DrainToImmutable();
        var role = node.Role ?? MessageRole.User;
        return role is MessageRole.Tool or MessageRole.Function
            ? new Message(role, [new MessagePart.ToolResult(node.CallId ?? "", parts, IsError: false)])
            : new Message(role, parts);
    }

    private static void AddPart(NodeKind kind, Node node, int start) => AddPart(kind, node, start, node.Parts);

    /// <param name="start">Where the parts of the node begin.</param>
    private static void AddPart(NodeKind kind, Node node, int start, ImmutableArray<MessagePart>.Builder into)
    {
        switch (kind)
        {
            case NodeKind.Text or NodeKind.Image or NodeKind.Audio or NodeKind.File or NodeKind.Silent:
                break;
            case NodeKind.ToolCall:
                into.Add(new MessagePart.ToolCall(node.CallId ?? node.Id ?? "", node.Name ?? "", node.Arguments ?? ""));
                break;
            case NodeKind.ToolResult:
                var content = node.Parts.ToImmutable();
                node.Parts.Clear();
                into.Add(new MessagePart.ToolResult(node.CallId ?? "", content, node.IsError));
                break;
            case NodeKind.Reasoning:
                var tokens = default(TokenCount);
                for (var at = start; at < into.Count; at++)
                {
                    tokens += RequestText.TokensOf(into[at]);
                }

                into.Count = start;
                into.Add(new MessagePart.Reasoning(tokens));
                break;
            default:
                throw new UnreachableException($"{kind}");
        }
    }

    /// <summary>Text of reasoning, wherever it is: in a list of parts.</summary>
    private static void AddReasoning(ref StrictReader json, ImmutableArray<MessagePart>.Builder into)
    {
        var start = into.Count;
        Content(ref json, into);
        AddPart(NodeKind.Reasoning, new Node(into), start);
    }

    /// <summary>
    /// Encrypted reasoning: base64 has 4 characters for 3 bytes, and a token of the text is about 4 bytes. Nothing is known for certain.
    /// </summary>
    private static TokenCount Encrypted(string? base64) => new(0, (base64?.Length ?? 0) * 3 / 16);

    /// <summary>The text, or the JSON of an object.</summary>
    public static string? Arguments(ref StrictReader json) => json.Kind == JsonTokenType.String
        ? json.String()
        : Encoding.UTF8.GetString(json.Raw());

    private static void AddFunctionCall(ref StrictReader json, ImmutableArray<MessagePart>.Builder into)
    {
        var node = new Node(into);
        CallReader.Read(ref json, ref node);
        into.Add(new MessagePart.ToolCall("", node.Name ?? "", node.Arguments ?? ""));
    }

    private static void AddToolCalls(ref StrictReader json, ImmutableArray<MessagePart>.Builder into)
    {
        if (!json.IsList("a list"))
        {
            return;
        }

        for (var index = -1; json.NextItem(ref index);)
        {
            if (json.IsObject() && TryShape(ref json, NodeShapes.ToolCalls, NodeKind.ToolCall, out var shape))
            {
                var node = new Node(into);
                Read(ref json, shape, ref node);
                AddPart(NodeKind.ToolCall, node, into.Count);
            }
        }
    }
}
