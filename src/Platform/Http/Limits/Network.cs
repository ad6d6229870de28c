using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace PadelSaaS.Platform.Http;

/// <summary>Where a request comes from, as far as it can be counted: an IPv4 address, or the /64 that one subscriber of IPv6 has to themselves.</summary>
public static class Network
{
    /// <summary>The network of a request; <c>unknown</c> where the connection has no address.</summary>
    public static string Of(HttpContext? http) => Of(http?.Connection.RemoteIpAddress);

    /// <summary>The same as a number, for what is asked on every request; 0 where the connection has no address.</summary>
    public static UInt128 NumberOf(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address) return 0;
        Span<byte> bytes = stackalloc byte[16];
        (address.AddressFamily == AddressFamily.InterNetwork ? address.MapToIPv6() : address).TryWriteBytes(bytes, out _);
        if (address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } && !IPAddress.IsLoopback(address)) bytes[8..].Clear();
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>The network of an address.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null) return "unknown";
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4().ToString();
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address)) return address.ToString();

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return $"{new IPAddress(bytes)}/64";
    }
}
