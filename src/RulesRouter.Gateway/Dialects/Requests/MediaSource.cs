namespace RulesRouter.Gateway.Dialects.Requests;

/// <summary>Where the bytes of an image or a document are.</summary>
internal abstract record MediaSource
{
    public sealed record Url(string Address) : MediaSource;

    /// <param name="Base64">The bytes, encoded.</param>
    public sealed record Data(string MediaType, string Base64) : MediaSource
    {
        public string Address => $"data:{MediaType};base64,{Base64}";
    }

    /// <param name="Id">Of a file that the vendor stores.</param>
    public sealed record File(string Id) : MediaSource;

    /// <summary>An address, or the data that a <c>data:</c> address contains.</summary>
    public static MediaSource OfAddress(string address)
    {
        const string Marker = ";base64,";
        var marker = address.IndexOf(Marker, StringComparison.Ordinal);
        return address.StartsWith("data:", StringComparison.Ordinal) && marker > 0
            ? new Data(address[5..marker], address[(marker + Marker.Length)..])
            : new Url(address);
    }
}
