namespace RulesRouter.RealClientTests.Clients;

/// <summary>A client library of a vendor's API, used as its documentation shows.</summary>
internal interface IRealClient
{
    /// <param name="act">A constant of <see cref="Act"/>.</param>
    /// <param name="url">The gateway, without a path.</param>
    Task<Seen> Do(string act, Uri url, string model, string prompt);
}
