using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace RulesRouter.Wire.Reading;

/// <summary>The place of a reader within its input; it becomes a JSON pointer (RFC 6901) only for an error.</summary>
internal struct JsonPath
{
    public const int MaxDepth = 128;

    private Steps steps;

    /// <summary>JSON pointer to the input within the body it comes from.</summary>
    public string Root { get; set; }

    /// <param name="depth">Number of objects and lists around the value.</param>
    public void SetName(int depth, string name) => steps[depth - 1] = new Step(name, 0);

    /// <inheritdoc cref="SetName"/>
    public void SetIndex(int depth, int index) => steps[depth - 1] = new Step(null, index);

    public readonly string Pointer(int depth)
    {
        var pointer = new StringBuilder(Root);
        for (var at = 0; at < depth; at++)
        {
            pointer.Append('/');
            if (steps[at].Name is { } name)
            {
                pointer.Append(name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
            }
            else
            {
                pointer.Append(CultureInfo.InvariantCulture, $"{steps[at].Index}");
            }
        }

        return pointer.ToString();
    }

    private readonly record struct Step(string? Name, int Index);

    [InlineArray(MaxDepth)]
    private struct Steps
    {
        private Step first;
    }
}
