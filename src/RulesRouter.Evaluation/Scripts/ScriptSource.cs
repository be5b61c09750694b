using RulesRouter.Policies;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Scripts;

/// <summary>The function built from a script's body, and the mapping of its positions to the policy's file.</summary>
internal sealed class ScriptSource
{
    private const string End = "\n})";

    private readonly EmbeddedSource body;
    private readonly int start;

    public ScriptSource(ScriptDeclaration script)
    {
        body = script.Body;
        var head = $"(function ({string.Join(", ", script.Inputs.Select(input => input.Name))}) {{\n";
        start = head.Length;
        Text = head + body.Text + End;
    }

    public string Text { get; }

    /// <summary>Whether an index in <see cref="Text"/> is inside the author's body.</summary>
    public bool IsBody(int index) => index >= start && index < start + body.Text.Length;

    public SourceSpan SpanOf(int index, int length) =>
        body.SpanOf(Math.Clamp(index - start, 0, Math.Max(0, body.Text.Length - 1)), Math.Max(1, length));
}
