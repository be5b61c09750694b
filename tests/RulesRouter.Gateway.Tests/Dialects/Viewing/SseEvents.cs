using System.Text;

namespace RulesRouter.Gateway.Tests.Dialects.Viewing;

/// <summary>The events of a whole stream, by the rules of server-sent events; a plain reader beside the gateway's.</summary>
internal static class SseEvents
{
    public static List<(string? Name, string Data)> Of(ReadOnlySpan<byte> stream)
    {
        var events = new List<(string?, string)>();
        string? name = null;
        var data = new List<string>();
        foreach (var line in Encoding.UTF8.GetString(stream).TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.Length == 0)
            {
                Add();
                name = null;
                data.Clear();
                continue;
            }

            var colon = line.IndexOf(':');
            var value = colon < 0 ? "" : line[(colon + 1)..];
            value = value.StartsWith(' ') ? value[1..] : value;
            switch (colon < 0 ? line : line[..colon])
            {
                case "event":
                    name = value;
                    break;
                case "data":
                    data.Add(value);
                    break;
            }
        }

        Add();
        return events;

        void Add()
        {
            if (data.Count > 0)
            {
                events.Add((name, string.Join('\n', data)));
            }
        }
    }
}
