using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace PadelSaaS.Platform.Http;

/// <summary>The list of a site's pages for search engines (sitemaps.org). An engine believes a host about its own pages only.</summary>
public static class Sitemap
{
    private static readonly XNamespace Vocabulary = "http://www.sitemaps.org/schemas/sitemap/0.9";

    /// <summary>The answer.</summary>
    /// <param name="origin">Scheme, host and port of the site that is asked.</param>
    /// <param name="paths">Paths of its pages, escaped.</param>
    public static IResult Of(string origin, IEnumerable<string> paths)
    {
        var map = new XDocument(new XElement(Vocabulary + "urlset", paths.Select(path => new XElement(Vocabulary + "url", new XElement(Vocabulary + "loc", origin + path)))));
        return Results.Text($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{map}", "application/xml", Encoding.UTF8);
    }
}
