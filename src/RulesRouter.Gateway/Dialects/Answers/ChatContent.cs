using System.Text;
using System.Text.Json;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Answers;

/// <summary>The text and the reasoning of a message or delta of Chat Completions, in the shapes that vendors give them.</summary>
internal static class ChatContent
{
    /// <summary>
    /// Content is a string, or a list with parts of text and of thinking (Mistral); reasoning is <c>reasoning_content</c> (DeepSeek, xAI)
    /// or <c>reasoning</c> (OpenRouter).
    /// </summary>
    public static (string Text, string Reasoning) Read(JsonElement message)
    {
        var content = message.Field("content");
        var reasoning = message.Text("reasoning_content") is { Length: > 0 } given ? given : message.Text("reasoning") ?? "";
        if (!content.IsArray())
        {
            return (content.Text() ?? "", reasoning);
        }

        var text = new StringBuilder();
        var thinking = new StringBuilder();
        foreach (var part in content.Items())
        {
            if (part.Is("type", "thinking"))
            {
                foreach (var thought in part.Items("thinking"))
                {
                    thinking.Append(thought.Text("text"));
                }
            }
            else
            {
                text.Append(part.Text("text"));
            }
        }

        return (text.ToString(), thinking.Append(reasoning).ToString());
    }
}
