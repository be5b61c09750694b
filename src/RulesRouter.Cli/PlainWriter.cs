using System.Globalization;
using System.Text;

namespace RulesRouter.Cli;

/// <summary>
/// Escapes control characters, as <c>\u001b</c>, so that no string of a policy, catalog or request can control the terminal.
/// </summary>
internal sealed class PlainWriter(TextWriter to) : TextWriter(CultureInfo.InvariantCulture)
{
    public override Encoding Encoding => to.Encoding;

    public override void Write(char value)
    {
        if (char.IsControl(value) && value is not ('\n' or '\r' or '\t'))
        {
            to.Write($"\\u{(int)value:x4}");
        }
        else
        {
            to.Write(value);
        }
    }

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        while (buffer.IndexOfAnyInRange('\u007f', '\u009f') >= 0 || buffer.IndexOfAnyInRange('\0', '\u001f') >= 0)
        {
            var at = 0;
            while (!char.IsControl(buffer[at]))
            {
                at++;
            }

            to.Write(buffer[..at]);
            Write(buffer[at]);
            buffer = buffer[(at + 1)..];
        }

        to.Write(buffer);
    }

    public override void Flush() => to.Flush();
}
