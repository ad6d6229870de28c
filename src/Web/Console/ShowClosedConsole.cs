using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Web.Console;

/// <summary>Somebody comes to the console before there is anybody who may sign in to it.</summary>
internal static class ShowClosedConsole
{
    public static void Map(Doors doors) => doors.Console.MapGet("/", () => new RazorComponentResult<ClosedConsolePage> { StatusCode = StatusCodes.Status404NotFound });
}
